//! What Trunk compiles into the page.

fn main() {
    ballast::mount();
}
