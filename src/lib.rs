//! The web app: one page over the engine, with no arithmetic and no number formats of its own.
//!
//! ```text
//! event -> page::Page::change -> the engine's Sheet -> every closure that follows the state -> the elements that differ
//! ```
//!
//! [`page`] is the state and every change to it; [`views`] say what is on the page, as [`node`]s; [`browser`] is the only
//! file that names the browser.

pub mod app;
pub mod browser;
pub mod node;
pub mod page;
pub mod views;

pub use app::mount;
