//! The web app: one page over the engine. It knows leptos and the engine, and holds no arithmetic and no number formats.
//!
//! [`page`] is the state and every change to it; [`views`] show it; [`browser`] is the only file that names the browser.

pub mod app;
pub mod browser;
pub mod page;
pub mod views;

/// Mounts the app in the page.
pub fn mount() {
    browser::show_panics();
    leptos::mount::mount_to_body(app::App);
    browser::remove_shell();
}
