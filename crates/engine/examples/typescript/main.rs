//! Writes what a JavaScript package says of the calculators: `types.d.ts`, `modules.js` and `declarations.js`, into the
//! folder that is named; and prints the slugs, in the order of the list.

mod interfaces;
#[allow(dead_code, reason = "only its list is asked for here")]
#[path = "../evaluate/protocol.rs"]
mod protocol;

use std::io::Write;
use std::path::Path;

use ballast_engine::calculators::{CALCULATORS, DESKS};
use ballast_engine::spec::{Calculator, Feed};
use serde_json::{Map, Value as Json, json};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("name the folder to write into"))?;
    let write = |name: &str, text: String| std::fs::write(Path::new(&folder).join(name), text);
    write("types.d.ts", interfaces::all())?;
    write("modules.js", modules())?;
    write("declarations.js", format!("export const declarations = {};\n", protocol::list()))?;
    let mut out = std::io::stdout().lock();
    CALCULATORS.iter().try_for_each(|calculator| writeln!(out, "{}", calculator.slug()))
}

/// What the package must know before any module is there. The addresses are written out, so that bundlers find them.
fn modules() -> String {
    let listed: Json = CALCULATORS
        .iter()
        .map(|calculator| {
            json!({"slug": calculator.slug(), "title": calculator.title(), "question": calculator.question()})
        })
        .collect();
    let fed: Map<String, Json> =
        CALCULATORS.iter().map(|calculator| (calculator.slug().to_owned(), fed(*calculator))).collect();
    let fed: Map<String, Json> =
        fed.into_iter().filter(|(_, keys)| keys.as_object().is_some_and(|keys| !keys.is_empty())).collect();
    let mut text = format!(
        "export const version = {};\nexport const schema = {};\nexport const listed = {listed};\nexport const fed = {};\nexport const modules = {{\n",
        json!(ballast_engine::BUILD),
        ballast_engine::scenario::VERSION,
        Json::Object(fed),
    );
    for calculator in CALCULATORS {
        let slug = calculator.slug();
        text.push_str(&format!("  '{slug}': () => import('./modules/{slug}.js'),\n"));
    }
    text + "};\n"
}

/// The inputs that another calculator of the desk answers: the input, that calculator and its output.
fn fed(calculator: &dyn Calculator) -> Json {
    let desk = DESKS.iter().find(|desk| desk.slugs().any(|slug| slug == calculator.slug()));
    let others = CALCULATORS.iter().filter(|other| {
        other.slug() != calculator.slug() && desk.is_some_and(|desk| desk.slugs().any(|slug| slug == other.slug()))
    });
    let inputs: Vec<&str> = calculator.fields().iter().map(|row| row.key.name).collect();
    let outputs = others.flat_map(|other| other.outputs().into_iter().map(|row| (other.slug(), row)));
    let feeds = outputs.filter_map(|(slug, row)| match row.feeds {
        Feed::Desk(key) if inputs.contains(&key) => Some((key.to_owned(), json!([slug, row.key.name]))),
        _ => None,
    });
    feeds.collect::<Map<_, _>>().into()
}
