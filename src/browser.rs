//! The browser: address, history, clipboard, storage, focus, keys, sizes. The only file that names `web_sys` and `js_sys`.
//! Whatever a browser refuses (storage in a private window, the clipboard in a frame) is answered with `None` or `false`.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, EventTarget, HtmlElement, HtmlInputElement, KeyboardEvent, ResizeObserver, Window};
pub use web_sys::{Element, Event};

/// What keeps a listener alive.
pub type Listener = Closure<dyn FnMut(Event)>;

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

/// What follows the `?`, with it: how the page looks, never what it computes.
pub fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The page's address without query and fragment.
pub fn address() -> String {
    let location = window().map(|window| window.location());
    let part = |of: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|at| of(at).ok()).unwrap_or_default()
    };
    part(web_sys::Location::origin) + &part(web_sys::Location::pathname)
}

/// Writes the fragment, unless it stands there already.
pub fn replace_fragment(text: &str) {
    if let (false, Some(Ok(history))) = (text == fragment(), window().map(|window| window.history())) {
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(text));
    }
}

/// A new entry in the history; the entry before gets what was typed up to now.
pub fn push_fragment(before: &str, after: &str) {
    if let Some(Ok(history)) = window().map(|window| window.history()) {
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(before));
        let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(after));
    }
}

/// Tells when Back, Forward or a person changed the fragment.
pub fn on_navigation(follow: impl Fn(String) + Copy + 'static) {
    let Some(window) = window() else { return };
    for name in ["popstate", "hashchange"] {
        listen(&window, name, Box::new(move |_| follow(fragment()))).forget();
    }
}

/// The clock, in milliseconds since 1970.
pub fn clock() -> f64 {
    js_sys::Date::now()
}

/// Tells when another tab keeps something.
pub fn on_kept_elsewhere(mut act: impl FnMut() + 'static) {
    if let Some(window) = window() {
        listen(&window, "storage", Box::new(move |_| act())).forget();
    }
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
pub fn copy(text: &str, done: impl FnOnce(bool) + Clone + 'static) {
    let clipboard = window()
        .and_then(|window| Reflect::get(&window.navigator(), &"clipboard".into()).ok())
        .filter(JsValue::is_object);
    let promise = clipboard.and_then(|clipboard| called(&clipboard, "writeText", &[text.into()]));
    let Some(promise) = promise else { return done(false) };
    let told = |worked: bool| {
        let done = done.clone();
        Closure::once_into_js(move |_: JsValue| done(worked))
    };
    called(&promise, "then", &[told(true), told(false)]);
}

/// Calls a method that not every browser has.
fn called(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method = Reflect::get(object, &method.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    method.apply(object, &arguments.iter().collect()).ok()
}

/// What was pasted, where the browser tells.
pub fn pasted(event: &Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    called(&data, "getData", &["text".into()])?.as_string()
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Tells an element's width now and whenever it changes, in whole CSS pixels that fit into it.
pub fn watch_width(element: &Element, mut told: impl FnMut(f64) + 'static) {
    let watched = element.clone();
    let observe: Listener = Closure::wrap(Box::new(move |_| {
        let bounds = called(&watched, "getBoundingClientRect", &[]);
        let width = bounds.and_then(|bounds| Reflect::get(&bounds, &"width".into()).ok()?.as_f64());
        told(width.unwrap_or_default().floor());
    }));
    let act: &js_sys::Function = observe.as_ref().unchecked_ref();
    let observer = ResizeObserver::new(act);
    // Out of sight, in a frame further down in somebody else's page, no size is observed.
    let _refused = window().map(|window| window.set_timeout_with_callback(act));
    observe.forget();
    if let Ok(observer) = observer {
        observer.observe(element);
    }
}

/// The page that holds this one in a frame, unless this one stands alone.
fn host() -> Option<JsValue> {
    let window = window()?;
    let parent = Reflect::get(&window, &"parent".into()).ok()?;
    (parent != JsValue::from(window)).then_some(parent)
}

/// Tells the page that holds this one something, as JSON.
pub fn tell_host(json: &str) {
    if let (Some(host), Ok(message)) = (host(), js_sys::JSON::parse(json)) {
        called(&host, "postMessage", &[message, "*".into()]);
    }
}

/// Heeds what the page that holds this one asks for, in the words of our protocol, and the scenario that comes with it;
/// no other page is heeded.
pub fn on_asked(act: impl Fn(&str, &str) + 'static) {
    let (Some(window), Some(host)) = (window(), host()) else { return };
    let heed = move |event: Event| {
        let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
        let data = of(&event, "data");
        if of(&event, "source") == host && of(&data, "ballast").as_f64() == Some(1.0) {
            let text = |name| of(&data, name).as_string().unwrap_or_default();
            act(&text("type"), &text("scenario"));
        }
    };
    listen(&window, "message", Box::new(heed)).forget();
}

/// Gives the focus to the first element that fits.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _refused = element.focus();
    }
}

/// As [`focus`], once what is about to be shown is there.
pub fn focus_soon(selector: String) {
    later("focus", 0, move || focus(&selector));
}

/// As [`focus_soon`], where what has the focus now will be gone: first what has its name then.
pub fn keep_focus_or(selector: &'static str) {
    let named = active().map(|element| element.id()).filter(|name| !name.is_empty());
    later("focus", 0, move || {
        if active().is_none_or(|element| element.tag_name() == "BODY") {
            focus(&named.map_or_else(|| selector.to_owned(), |name| format!("[id=\"{name}\"], {selector}")));
        }
    });
}

fn active() -> Option<Element> {
    document()?.active_element()
}

/// Scrolls the first element that fits into sight, no further than it needs.
pub fn show(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        let nearest = js_sys::Object::new();
        let _refused = Reflect::set(&nearest, &"block".into(), &"nearest".into());
        called(&element, "scrollIntoView", &[nearest.into()]);
    }
}

/// As [`show`], once what is about to be shown is there.
pub fn show_soon(selector: String) {
    later("show", 0, move || show(&selector));
}

/// Opens the list of a select element, where the browser can.
pub fn open_list(selector: &str) {
    focus(selector);
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        called(&element, "showPicker", &[]);
    }
}

/// Selects all of the input that an event is about.
pub fn select_all(event: &Event) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        input.select();
    }
}

/// As [`select_all`], once what it was changed to stands there.
pub fn select_soon(event: Event) {
    later("select", 0, move || select_all(&event));
}

/// Whether the focus stays within the element that the event was listened for on.
pub fn stays_within(event: &Event) -> bool {
    let related =
        Reflect::get(event, &"relatedTarget".into()).ok().and_then(|node| node.dyn_into::<web_sys::Node>().ok());
    let current = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    current.zip(related).is_some_and(|(current, related)| current.contains(Some(&related)))
}

/// A key press.
#[derive(Clone, Debug)]
pub struct Press {
    /// The key: a letter, or a name such as `Escape`.
    pub key: String,
    /// The key's place on the keyboard, such as `Digit1`.
    pub code: String,
    /// Whether Alt is down.
    pub alt: bool,
    /// Whether Shift is down.
    pub shift: bool,
    /// Whether Control or Command is down.
    pub control: bool,
    /// Whether somebody is typing.
    pub in_field: bool,
}

/// The key that an event is about; `None` where it is about none.
pub fn press(event: &Event) -> Option<Press> {
    let event: &KeyboardEvent = event.dyn_ref()?;
    Some(Press {
        key: event.key(),
        code: event.code(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        control: event.ctrl_key() || event.meta_key(),
        in_field: is_typed_in(event.target()),
    })
}

/// The place on the page, from its top in CSS pixels, of the pointer that an event is about.
pub fn pointer_at(event: &Event) -> Option<f64> {
    Reflect::get(event, &"pageY".into()).ok()?.as_f64()
}

/// Has the element that a pointer went down on follow that pointer, wherever it goes, and gives it the focus; whether it
/// went down with the button that takes hold of things.
pub fn grasps(event: &Event) -> bool {
    let number = |name: &str| Reflect::get(event, &name.into()).unwrap_or_default();
    let is_main = number("button").as_f64() == Some(0.0) && number("isPrimary").is_truthy();
    if let Some(target) = event.current_target().filter(|_| is_main) {
        called(&target, "setPointerCapture", &[number("pointerId")]);
        called(&target, "focus", &[]);
    }
    is_main
}

/// Whether a press of a link asks for another tab or window.
pub fn wants_other_tab(event: &Event) -> bool {
    ["ctrlKey", "metaKey", "shiftKey"]
        .iter()
        .any(|name| Reflect::get(event, &(*name).into()).is_ok_and(|held| held.is_truthy()))
}

/// Listens to keys; what was acted upon goes no further.
pub fn on_key(mut act: impl FnMut(Press) -> bool + 'static) {
    let listener = window().map(|window| {
        let handle = move |event: Event| {
            let pressed = press(&event).filter(|press| !press.control);
            if pressed.is_some_and(&mut act) {
                event.prevent_default();
            }
        };
        listen(&window, "keydown", Box::new(handle))
    });
    listener.into_iter().for_each(Closure::forget);
}

fn is_typed_in(target: Option<EventTarget>) -> bool {
    let name = target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .map(|element| (element.tag_name(), element.get_attribute("type")));
    match name {
        Some((tag, kind)) => {
            matches!(tag.as_str(), "TEXTAREA" | "SELECT")
                || (tag == "INPUT" && !matches!(kind.as_deref(), Some("radio" | "checkbox")))
        }
        None => false,
    }
}

/// Says a text to whoever hears the page.
pub fn say(text: &str) {
    let region = document().and_then(|document| document.get_element_by_id("said"));
    if let Some(region) = region.filter(|region| region.text_content().as_deref() != Some(text)) {
        set_text(&region, text);
    }
}

/// Shows the top of the page.
pub fn scroll_up() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Takes away what the page shows before the app is there.
pub fn remove_shell() {
    if let Some(shell) = document().and_then(|document| document.get_element_by_id("shell")) {
        shell.remove();
    }
}

thread_local! {
    static PENDING: RefCell<Vec<(&'static str, i32)>> = const { RefCell::new(Vec::new()) };
}

/// Does something after so many milliseconds, unless the same is asked for again before.
pub fn later(what: &'static str, milliseconds: i32, act: impl FnOnce() + 'static) {
    wait(what, milliseconds, Box::new(act));
}

fn wait(what: &'static str, milliseconds: i32, act: Box<dyn FnOnce()>) {
    let Some(window) = window() else { return };
    let act = Closure::once_into_js(act);
    let handle = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds)
        .unwrap_or_default();
    let before = PENDING.with_borrow_mut(|pending| {
        let before = pending.iter().position(|(other, _)| *other == what).map(|place| pending.swap_remove(place));
        pending.push((what, handle));
        before
    });
    if let Some((_, before)) = before {
        window.clear_timeout_with_handle(before);
    }
}

/// A new element. Names are ours and always valid.
pub fn create(name: &str) -> Element {
    let made = document().map(|document| document.create_element(name));
    made.and_then(Result::ok).unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}

/// Sets an attribute.
pub fn set_attribute(element: &Element, name: &str, text: &str) {
    let _refused = element.set_attribute(name, text);
}

/// Sets an element's own style. Unlike the attribute, no policy of the page forbids it.
pub fn set_style(element: &Element, text: &str) {
    if let Ok(style) = Reflect::get(element, &"style".into()) {
        let _refused = Reflect::set(&style, &"cssText".into(), &text.into());
    }
}

/// Takes an attribute away.
pub fn remove_attribute(element: &Element, name: &str) {
    let _refused = element.remove_attribute(name);
}

/// Takes words in place of whatever an element held.
pub fn set_text(element: &Element, words: &str) {
    element.set_text_content(Some(words));
}

/// Takes markup in place of whatever an element held. Only ever our own markup, with every text in it escaped.
pub fn set_markup(element: &Element, markup: &str) {
    element.set_inner_html(markup);
}

/// Adds words.
pub fn append_text(element: &Element, words: &str) {
    let _refused = element.append_with_str_1(words);
}

/// Adds an element.
pub fn append(parent: &Element, child: &Element) {
    let _refused = parent.append_child(child);
}

/// Adds an element behind one of its siblings to be, or as the first.
pub fn insert_after(parent: &Element, child: &Element, before: Option<&Element>) {
    let next = match before {
        Some(before) => before.next_sibling(),
        None => parent.first_child(),
    };
    let _refused = parent.insert_before(child, next.as_ref());
}

/// Takes an element off the page.
pub fn remove(element: &Element) {
    element.remove();
}
/// What stands in a field or list, unless it stands there already: the place of the cursor stays.
pub fn set_value(element: &Element, text: &str) {
    if value(element) != text {
        let _refused = Reflect::set(element, &"value".into(), &text.into());
    }
}

/// Whether a box is checked.
pub fn set_checked(element: &Element, is: bool) {
    let _refused = Reflect::set(element, &"checked".into(), &is.into());
}

fn value(element: &JsValue) -> String {
    Reflect::get(element, &"value".into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// What stands in the field that an event is about.
pub fn typed(event: &Event) -> String {
    event.target().map(|target| value(&target)).unwrap_or_default()
}

/// Whether the box that an event is about is checked.
pub fn is_checked(event: &Event) -> bool {
    let checked = event.target().and_then(|target| Reflect::get(&target, &"checked".into()).ok());
    checked.is_some_and(|checked| checked.is_truthy())
}

/// Listens to an event for as long as the listener is kept.
pub fn listen(target: &EventTarget, name: &str, act: Box<dyn FnMut(Event)>) -> Listener {
    let listener = Closure::wrap(act);
    let _refused = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener
}

/// A panic shows a plain message with the link that still holds the inputs.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|_| {
        let Some((document, body)) = document().and_then(|document| document.body().map(|body| (document, body)))
        else {
            return;
        };
        let link = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
        let words = "Something went wrong in this page, and its figures can no longer be trusted. Your inputs are in this link; open it again:";
        let made = |tag: &str, text: &str| {
            let element = document.create_element(tag).ok()?;
            element.set_text_content(Some(text));
            Some(element)
        };
        if let (Some(cover), Some(message), Some(anchor)) = (made("div", ""), made("p", words), made("a", &link)) {
            let _refused = (
                cover.set_attribute("class", "failure"),
                cover.set_attribute("role", "alert"),
                anchor.set_attribute("href", &link),
            );
            let _refused = (cover.append_child(&message), cover.append_child(&anchor), body.append_child(&cover));
        }
    }));
}
