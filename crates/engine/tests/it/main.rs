//! The engine from outside: vectors of others, properties, links, the registry, and every message's words.

#[path = "../../examples/evaluate/protocol.rs"]
mod protocol;

mod agreement;
mod links;
mod maximality;
mod messages;
mod properties;
mod registry;
mod shapes;
mod vectors;
