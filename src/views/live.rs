//! What changes with the texts, in one type each: leptos compiles its machinery once per type, and a page has hundreds of
//! closures.

use std::sync::{Arc, Mutex};

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// A part of the page that is shown anew when what it read changes.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let shared: Arc<Mutex<dyn FnMut() -> AnyView + Send>> = Arc::new(Mutex::new(view));
    shared.into_any()
}

/// Words that change.
pub fn live_text(text: impl Fn() -> String + Send + 'static) -> AnyView {
    live(move || text().into_any())
}

/// An attribute that changes.
pub fn words(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// A class, or an attribute that is there or not.
pub fn flag(holds: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(holds)
}

/// What a press does.
pub fn press(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| act())
}

/// The names of the classes that hold.
pub fn classes(names: &[(&str, bool)]) -> String {
    let held: Vec<&str> = names.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name).collect();
    held.join(" ")
}
