//! The browser: address, history, clipboard, storage, focus, keys, sizes. The only file that names `web_sys` and `js_sys`.
//! Whatever a browser refuses (storage in a private window, the clipboard in a frame) is answered with `None` or `false`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use js_sys::Reflect;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, KeyboardEvent, ResizeObserver, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// What follows the `#`, with it; empty where there is none.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// A parameter of the query: how the page looks, never what it computes.
pub fn parameter(name: &str) -> Option<String> {
    let query = window()?.location().search().ok()?;
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, text)| text.to_owned())
}

/// The page's address without query and fragment.
pub fn address() -> String {
    let location = window().map(|window| window.location());
    let part = |of: fn(&web_sys::Location) -> Result<String, JsValue>| location.as_ref().and_then(|at| of(at).ok()).unwrap_or_default();
    part(web_sys::Location::origin) + &part(web_sys::Location::pathname)
}

/// Writes the fragment once typing rests: browsers refuse a hundred changes in a few seconds.
pub fn replace_fragment_soon(fragment: String) {
    later("fragment", 300, move || {
        if let (false, Some(Ok(history))) = (fragment == self::fragment(), window().map(|window| window.history())) {
            let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&fragment));
        }
    });
}

/// A new entry in the history; the entry before gets what was typed up to now.
pub fn push_fragment(before: &str, after: &str) {
    if let Some(Ok(history)) = window().map(|window| window.history()) {
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(before));
        let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(after));
    }
}

/// Tells when Back, Forward or a person changed the fragment.
pub fn on_navigation(mut follow: impl FnMut(String) + 'static) {
    let follow = Closure::<dyn FnMut()>::new(move || follow(fragment()));
    if let Some(window) = window() {
        for name in ["popstate", "hashchange"] {
            let _refused = window.add_event_listener_with_callback(name, follow.as_ref().unchecked_ref());
        }
    }
    follow.forget();
}

/// What was kept under a name.
pub fn kept(name: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(name).ok()?
}

/// Keeps a text under a name, or forgets it.
pub fn keep(name: &str, text: Option<&str>) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.local_storage()) {
        let _refused = match text {
            Some(text) => storage.set_item(name, text),
            None => storage.remove_item(name),
        };
    }
}

/// Puts a text on the clipboard and tells whether that worked.
pub fn copy(text: &str, mut done: impl FnMut(bool) + 'static) {
    let navigator = window().map(|window| window.navigator());
    let has_clipboard = |navigator: &web_sys::Navigator| Reflect::get(navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    let Some(navigator) = navigator.filter(has_clipboard) else { return done(false) };
    let done = std::rc::Rc::new(RefCell::new(move |worked| done(worked)));
    let told = |worked: bool| {
        let done = done.clone();
        Closure::once_into_js(move |_: JsValue| (done.borrow_mut())(worked))
    };
    let (worked, failed) = (told(true), told(false));
    let promise: JsValue = navigator.clipboard().write_text(text).into();
    if let Ok(then) = Reflect::get(&promise, &"then".into()).and_then(JsCast::dyn_into::<js_sys::Function>) {
        let _promise = then.call2(&promise, &worked, &failed);
    }
}

/// What was pasted, where the browser tells.
pub fn pasted(event: &Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let get = Reflect::get(&data, &"getData".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    get.call1(&data, &"text".into()).ok()?.as_string()
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Tells an element's width now and whenever it changes, in CSS pixels.
pub fn watch_width(element: &Element, mut told: impl FnMut(f64) + 'static) {
    let watched = element.clone();
    let observe = Closure::<dyn FnMut()>::new(move || told(f64::from(watched.client_width())));
    let observer = ResizeObserver::new(observe.as_ref().unchecked_ref());
    observe.forget();
    if let Ok(observer) = observer {
        observer.observe(element);
    }
}

/// Gives the focus to the first element that fits.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _refused = element.focus();
    }
}

/// As [`focus`], once what is about to be shown is there.
pub fn focus_soon(selector: &'static str) {
    later("focus", 30, move || focus(selector));
}

/// Opens the list of a select element, where the browser can.
pub fn open_list(selector: &str) {
    focus(selector);
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let picker = found.and_then(|element| Some((Reflect::get(&element, &"showPicker".into()).ok()?, element)));
    if let Some((Ok(show), element)) = picker.map(|(show, element)| (show.dyn_into::<js_sys::Function>(), element)) {
        let _refused = show.call0(&element);
    }
}

/// Selects all of the input that an event is about.
pub fn select_all(event: &Event) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        input.select();
    }
}

/// Whether the focus stays within the element that the event was listened for on.
pub fn stays_within(event: &Event) -> bool {
    let related = Reflect::get(event, &"relatedTarget".into()).ok().and_then(|node| node.dyn_into::<web_sys::Node>().ok());
    let current = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    current.zip(related).is_some_and(|(current, related)| current.contains(Some(&related)))
}

/// A key press anywhere on the page.
#[derive(Clone, Debug)]
pub struct Press {
    /// The key: a letter, or a name such as `Escape`.
    pub key: String,
    /// The key's place on the keyboard, such as `Digit1`.
    pub code: String,
    /// Whether Alt is down.
    pub alt: bool,
    /// Whether somebody is typing.
    pub in_field: bool,
}

/// Listens to keys; what was acted upon goes no further.
pub fn on_key(mut act: impl FnMut(Press) -> bool + 'static) {
    let listen = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() {
            return;
        }
        let press = Press { key: event.key(), code: event.code(), alt: event.alt_key(), in_field: is_typed_in(event.target()) };
        if act(press) {
            event.prevent_default();
        }
    });
    if let Some(window) = window() {
        let _refused = window.add_event_listener_with_callback("keydown", listen.as_ref().unchecked_ref());
    }
    listen.forget();
}

fn is_typed_in(target: Option<EventTarget>) -> bool {
    let name = target.and_then(|target| target.dyn_into::<Element>().ok()).map(|element| (element.tag_name(), element.get_attribute("type")));
    match name {
        Some((tag, kind)) => matches!(tag.as_str(), "TEXTAREA" | "SELECT") || (tag == "INPUT" && !matches!(kind.as_deref(), Some("radio" | "checkbox"))),
        None => false,
    }
}

/// Says a text to whoever hears the page, once the figures rest.
pub fn say_soon(text: String) {
    later("say", 900, move || {
        if let Some(region) = document().and_then(|document| document.get_element_by_id("said")) {
            region.set_text_content(Some(&text));
        }
    });
}

/// The title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Light, dark, or as the system says.
pub fn set_theme(theme: Option<&str>) {
    let root = document().and_then(|document| document.document_element());
    if let (Some(root), Some(theme @ ("light" | "dark"))) = (root, theme) {
        let _refused = root.set_attribute("data-theme", theme);
    }
}

/// Takes away what the page shows before the app is there.
pub fn remove_shell() {
    if let Some(shell) = document().and_then(|document| document.get_element_by_id("shell")) {
        shell.remove();
    }
}

thread_local! {
    static PENDING: RefCell<BTreeMap<&'static str, TimeoutHandle>> = const { RefCell::new(BTreeMap::new()) };
}

/// Does something after so many milliseconds, unless the same is asked for again before.
pub fn later(what: &'static str, milliseconds: u64, act: impl FnOnce() + 'static) {
    let handle = set_timeout_with_handle(act, Duration::from_millis(milliseconds)).ok();
    PENDING.with_borrow_mut(|pending| {
        let before = handle.and_then(|handle| pending.insert(what, handle));
        if let Some(before) = before {
            before.clear();
        }
    });
}

/// A panic shows a plain message with the link that still holds the inputs.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|_| {
        let Some((document, body)) = document().and_then(|document| document.body().map(|body| (document, body))) else { return };
        let link = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
        let words = "Something went wrong in this page, and its figures can no longer be trusted. Your inputs are in this link; open it again:";
        let made = |tag: &str, text: &str| {
            let element = document.create_element(tag).ok()?;
            element.set_text_content(Some(text));
            Some(element)
        };
        if let (Some(cover), Some(message), Some(anchor)) = (made("div", ""), made("p", words), made("a", &link)) {
            let _refused = (cover.set_attribute("class", "failure"), cover.set_attribute("role", "alert"), anchor.set_attribute("href", &link));
            let _refused = (cover.append_child(&message), cover.append_child(&anchor), body.append_child(&cover));
        }
    }));
}
