//! The engine from outside: vectors of others, properties, links, the registry, and every message's words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]
#![allow(clippy::disallowed_methods, reason = "a replay shares nothing with the engine, not even its powers")]

#[path = "../../examples/evaluate/protocol.rs"]
mod protocol;

mod account;
mod agreement;
mod embeds;
mod exits;
mod fills;
mod holding;
mod links;
mod maximality;
mod messages;
mod properties;
mod records;
mod registry;
mod shapes;
mod vectors;
