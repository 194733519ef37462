//! Elements of the page. What changes is a closure of the page's state, asked again after every change and written only
//! where its answer differs; lists keep the elements of the keys that stay. Everything here is compiled once: the page
//! downloads an element for a line, where a type of its own for each would cost a hundred times that.

use std::cell::RefCell;

use crate::browser::{self, Element, Event, Listener};

/// An element, what about it follows the state, and its listeners.
pub struct Node {
    element: Element,
    watchers: Vec<Box<dyn Fn()>>,
    listeners: Vec<Listener>,
}

/// An element of that name.
pub fn element(name: &str) -> Node {
    Node { element: browser::create(name), watchers: Vec::new(), listeners: Vec::new() }
}

/// An element of that name and class.
pub fn classed(name: &str, class: &str) -> Node {
    element(name).set("class", class)
}

/// A button that does something when pressed.
pub fn button(class: &str, act: impl Fn() + 'static) -> Node {
    classed("button", class).set("type", "button").on("click", move |_| act())
}

impl Node {
    /// Sets an attribute for good.
    pub fn set(self, name: &str, text: &str) -> Node {
        browser::set_attribute(&self.element, name, text);
        self
    }

    /// Adds words for good.
    pub fn text(self, words: &str) -> Node {
        browser::append_text(&self.element, words);
        self
    }

    /// Adds markup of our own for good.
    pub fn drawing(self, markup: &str) -> Node {
        browser::set_markup(&self.element, markup);
        self
    }

    /// Adds an element.
    pub fn with(mut self, child: Node) -> Node {
        browser::append(&self.element, &child.element);
        self.watchers.extend(child.watchers);
        self.listeners.extend(child.listeners);
        self
    }

    /// Adds elements.
    pub fn with_all(self, children: impl IntoIterator<Item = Node>) -> Node {
        children.into_iter().fold(self, Node::with)
    }

    /// Listens to an event.
    pub fn on(mut self, name: &str, act: impl FnMut(Event) + 'static) -> Node {
        self.listeners.push(browser::listen(&self.element, name, Box::new(act)));
        self
    }

    /// Words that follow the state.
    pub fn says(self, words: impl Fn() -> String + 'static) -> Node {
        let element = self.element.clone();
        self.follow(Box::new(words), Box::new(move |text| browser::set_text(&element, text)))
    }

    /// Markup of our own that follows the state.
    pub fn draws(self, markup: impl Fn() -> String + 'static) -> Node {
        let element = self.element.clone();
        self.follow(Box::new(markup), Box::new(move |text| browser::set_markup(&element, text)))
    }

    /// An attribute follows the state.
    pub fn follows(self, name: &'static str, text: impl Fn() -> String + 'static) -> Node {
        let element = self.element.clone();
        self.follow(Box::new(text), Box::new(move |text| browser::set_attribute(&element, name, text)))
    }

    /// Acts whenever a text of the state differs from what it was.
    pub fn on_change(self, text: impl Fn() -> String + 'static, act: impl Fn(&str) + 'static) -> Node {
        self.follow(Box::new(text), Box::new(act))
    }

    /// What stands in a field or list follows the state.
    pub fn holds(self, text: impl Fn() -> String + 'static) -> Node {
        let element = self.element.clone();
        self.watch(Box::new(move || browser::set_value(&element, &text())))
    }

    /// Whether it is checked follows the state.
    pub fn checked(self, is: impl Fn() -> bool + 'static) -> Node {
        let element = self.element.clone();
        self.watch(Box::new(move || browser::set_checked(&element, is())))
    }

    /// An attribute is there or not, as the state has it.
    pub fn has(self, name: &'static str, text: &'static str, is: impl Fn() -> bool + 'static) -> Node {
        let (element, last) = (self.element.clone(), RefCell::new(None));
        self.watch(Box::new(move || {
            let now = is();
            if last.replace(Some(now)) != Some(now) {
                if now {
                    browser::set_attribute(&element, name, text)
                } else {
                    browser::remove_attribute(&element, name)
                }
            }
        }))
    }

    /// It is out of sight, as the state has it.
    pub fn hidden(self, is: impl Fn() -> bool + 'static) -> Node {
        self.has("hidden", "", is)
    }

    /// Behind what is there already, an element for each key, made once and kept while the key stays.
    pub fn list(self, keys: impl Fn() -> Vec<String> + 'static, make: impl Fn(&str) -> Node + 'static) -> Node {
        self.keep(Box::new(keys), Box::new(make))
    }

    /// Elements that are made anew when the key changes; none while it is empty.
    pub fn part(self, key: impl Fn() -> String + 'static, make: impl Fn(&str) -> Node + 'static) -> Node {
        let keys = move || Some(key()).filter(|key| !key.is_empty()).into_iter().collect();
        self.keep(Box::new(keys), Box::new(make))
    }

    fn follow(self, text: Box<dyn Fn() -> String>, write: Box<dyn Fn(&str)>) -> Node {
        let last = RefCell::new(None);
        self.watch(Box::new(move || {
            let now = Some(text());
            if *last.borrow() != now {
                write(now.as_deref().unwrap_or_default());
                last.replace(now);
            }
        }))
    }

    fn watch(mut self, watcher: Box<dyn Fn()>) -> Node {
        self.watchers.push(watcher);
        self
    }

    fn keep(self, keys: Box<dyn Fn() -> Vec<String>>, make: Box<dyn Fn(&str) -> Node>) -> Node {
        let place = Place { parent: self.element.clone(), anchor: self.element.last_element_child() };
        let kept = RefCell::new(Kept::new());
        self.watch(Box::new(move || {
            let now = place.arranged(kept.take(), &keys(), &*make);
            now.iter().for_each(|(_, node)| node.refresh());
            kept.replace(now);
        }))
    }

    /// Asks everything that follows the state again.
    pub fn refresh(&self) {
        self.watchers.iter().for_each(|watcher| watcher());
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.element
    }
}

type Kept = Vec<(String, Node)>;

/// Where a list stands in its parent: behind an element that never moves, or first.
struct Place {
    parent: Element,
    anchor: Option<Element>,
}

impl Place {
    /// Takes away what no key asks for any more, makes what is new, and moves nothing that may stay.
    fn arranged(&self, before: Kept, keys: &[String], make: &dyn Fn(&str) -> Node) -> Kept {
        let (mut stay, gone): (Kept, Kept) = before.into_iter().partition(|(key, _)| keys.contains(key));
        gone.iter().for_each(|(_, node)| browser::remove(&node.element));
        let mut now = Kept::with_capacity(keys.len());
        for key in keys {
            let place = stay.iter().position(|(other, _)| other == key);
            let pair = place.map_or_else(|| (key.clone(), make(key)), |place| stay.remove(place));
            if place != Some(0) {
                let before = now.last().map(|(_, node)| &node.element).or(self.anchor.as_ref());
                browser::insert_after(&self.parent, &pair.1.element, before);
            }
            now.push(pair);
        }
        now
    }
}
