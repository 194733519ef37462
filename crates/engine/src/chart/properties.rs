//! What holds for every chart in every box.

use super::*;
use proptest::prelude::*;

/// Any float there is, ordinary prices, and prices that crowd or repeat.
fn price() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => 60_000.0..70_000.0,
        2 => Just(65_000.0),
        1 => 1e-12..1e-9,
        1 => 1.0..1e15,
        1 => proptest::num::f64::ANY,
    ]
}

fn tone() -> impl Strategy<Value = Tone> {
    prop_oneof![Just(Tone::Gain), Just(Tone::Loss), Just(Tone::Accent)]
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![
        Just(Role::Entry),
        Just(Role::Rung),
        Just(Role::Average),
        Just(Role::Stop),
        Just(Role::Target),
        Just(Role::Liquidation),
        Just(Role::Mark)
    ]
}

fn level() -> impl Strategy<Value = Level> {
    let notes = proptest::collection::vec("[−+]?[0-9]{1,9}(\\.[0-9]{2})?( USDT| %)?", 0..4);
    (role(), "[A-Z][a-z 0-9]{0,24}", notes, price(), "[0-9][0-9,.]{0,23}").prop_map(
        |(role, name, notes, price, price_text)| Level { key: String::new(), role, name, notes, price, price_text },
    )
}

fn levels() -> impl Strategy<Value = Levels> {
    let bands = proptest::collection::vec((0usize..12, 0usize..12, tone()), 0..4);
    (proptest::collection::vec(level(), 0..=12), bands).prop_map(|(levels, bands)| Levels {
        title: "Levels".to_owned(),
        levels: levels.into_iter().enumerate().map(|(i, level)| Level { key: format!("level {i}"), ..level }).collect(),
        bands: bands
            .into_iter()
            .map(|(from, to, tone)| Band { from: format!("level {from}"), to: format!("level {to}"), tone })
            .collect(),
    })
}

fn curve() -> impl Strategy<Value = Curve> {
    let number = || prop_oneof![4 => -1.0..1.0, 1 => proptest::num::f64::ANY, 1 => -1e15..1e15];
    let points = proptest::collection::vec((number(), number()).prop_map(|(x, y)| Point { x, y }), 0..40);
    let series = (points, "[A-Z][a-z ]{0,20}", tone()).prop_map(|(points, name, tone)| Series {
        key: name.clone(),
        name,
        tone,
        dash: Dash::Solid,
        points,
    });
    let marker = (number(), "[a-z][a-z 0-9,]{0,30}", tone()).prop_map(|(x, words, tone)| Marker {
        key: words.clone(),
        x,
        words,
        tone,
    });
    let range = || proptest::option::of((number(), number()).prop_map(|(low, high)| Span { low, high }));
    let ranges = (range(), range());
    let lines = proptest::collection::vec(series, 0..4);
    (lines, proptest::collection::vec(marker, 0..7), ranges).prop_map(|(series, markers, (x, y))| Curve {
        title: "Growth".to_owned(),
        x: axis("Fraction risked", x),
        y: axis("Growth a trade", y),
        series,
        markers,
    })
}

fn axis(title: &str, range: Option<Span>) -> Axis {
    let text = TickText(|value| format!("{value:.4}"));
    Axis { title: title.to_owned(), unit: "%".to_owned(), text, range }
}

fn viewport() -> impl Strategy<Value = Viewport> {
    let height = proptest::option::of(prop_oneof![0.0..800.0, proptest::num::f64::ANY]);
    (260.0..1_400.0, height).prop_map(|(width, height)| Viewport { width, height })
}

fn assert_readable(placed: &Placed) -> Result<(), TestCaseError> {
    let inside = -0.02..=placed.width + 0.02;
    for (i, label) in placed.labels.iter().enumerate() {
        let bounds = label.bounds();
        prop_assert!(label.font >= SMALL_FONT, "{label:?} is small");
        prop_assert!(inside.contains(&bounds.left) && inside.contains(&bounds.right), "{label:?} sticks out");
        prop_assert!(bounds.top >= 0.0 && bounds.bottom <= placed.height, "{label:?} sticks out");
        for other in &placed.labels[i + 1..] {
            prop_assert!(!bounds.overlaps(&other.bounds()), "{label:?} lies over {other:?}");
        }
    }
    for point in placed.shapes.iter().flat_map(|shape| &shape.points) {
        prop_assert!(inside.contains(&point.x), "{point:?} lies outside");
        prop_assert!((-0.02..=placed.height + 0.02).contains(&point.y), "{point:?} lies outside");
    }
    Ok(())
}

fn assert_there_and_back(scale: &Scale, values: impl Iterator<Item = f64>, span: f64) -> Result<(), TestCaseError> {
    for value in values {
        let back = scale.value(scale.at(value));
        prop_assert!((back - value).abs() <= 1e-9 * span.abs() + 1e-12 * value.abs(), "{value} came back as {back}");
    }
    Ok(())
}

/// Heights of the level lines by key.
fn line_of(placed: &Placed, key: &str) -> Option<f64> {
    let shape = placed.shapes.iter().find(|shape| shape.part == Part::Level && shape.key.as_deref() == Some(key))?;
    shape.points.first().map(|point| point.y)
}

fn price_label_of(placed: &Placed, level: &Level) -> Option<f64> {
    let own = |label: &&Label| label.key.as_ref() == Some(&level.key) && label.face == Face::Figures;
    placed.labels.iter().find(own).map(|label| label.at.y)
}

proptest! {
    #[test]
    fn labels_of_levels_never_overlap_and_stay_inside(chart in levels(), viewport in viewport()) {
        assert_readable(&chart.place(viewport))?;
    }

    #[test]
    fn labels_of_curves_never_overlap_and_stay_inside(chart in curve(), viewport in viewport()) {
        assert_readable(&chart.place(viewport))?;
    }

    #[test]
    fn lines_and_labels_keep_the_order_of_prices(chart in levels(), viewport in viewport()) {
        let placed = chart.place(viewport);
        for a in &chart.levels {
            for b in chart.levels.iter().filter(|b| b.price < a.price) {
                let (Some(above), Some(below)) = (line_of(&placed, &a.key), line_of(&placed, &b.key)) else { continue };
                prop_assert!(above <= below);
                prop_assert!(price_label_of(&placed, a) < price_label_of(&placed, b));
            }
        }
    }

    #[test]
    fn prices_stand_at_least_sixteen_pixels_apart(chart in levels(), viewport in viewport()) {
        let placed = chart.place(viewport);
        let mut heights: Vec<f64> = chart.levels.iter().filter_map(|level| price_label_of(&placed, level)).collect();
        heights.sort_by(f64::total_cmp);
        prop_assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 16.0));
    }

    #[test]
    fn every_ordinary_price_has_its_line_and_its_text(chart in levels(), viewport in viewport()) {
        let placed = chart.place(viewport);
        for level in chart.levels.iter().filter(|level| drawable(level.price)) {
            prop_assert!(line_of(&placed, &level.key).is_some());
            prop_assert!(price_label_of(&placed, level).is_some());
        }
    }

    #[test]
    fn a_height_leads_back_to_its_price(chart in levels(), viewport in viewport()) {
        let prices = || chart.levels.iter().map(|level| level.price).filter(|price| drawable(*price));
        let Some(span) = Span::of(prices()) else { return Ok(()) };
        if let Some(scale) = chart.place(viewport).y {
            // Beside a price of 1e290 a price of 1 has no pixel of its own: it comes back within the span's precision.
            assert_there_and_back(&scale, prices(), span.length())?;
        }
    }

    #[test]
    fn a_pixel_leads_to_a_price_that_lies_there(at in 15.0..180.0f64) {
        let chart = ladder(&[69_500.0, 65_000.0, 63_500.0, 32_900.0]);
        let scale = chart.place(Viewport::of_width(660.0)).y.unwrap();
        prop_assert!((scale.at(scale.value(at)) - at).abs() < 1e-9);
    }

    #[test]
    fn a_place_on_a_curve_leads_back_to_its_value(chart in curve(), viewport in viewport(), share in 0.0..1.0f64) {
        let placed = chart.place(viewport);
        let (x, y) = (placed.x.unwrap(), placed.y.unwrap());
        for (scale, length) in [(x, placed.width), (y, placed.height)] {
            let span = scale.value(length) - scale.value(0.0);
            assert_there_and_back(&scale, std::iter::once(scale.value(length * share)), span)?;
        }
    }

    #[test]
    fn grips_are_large_enough_inside_the_picture_and_apart(chart in levels(), width in 220.0..1400.0, is_touched: bool) {
        let keys: Vec<&str> = chart.levels.iter().map(|level| level.key.as_str()).collect();
        let movable = chart.place_movable(Viewport::of_width(width), &Hold { keys: &keys, is_touched, frame: None });
        let side = if is_touched { TOUCHED_GRIP } else { GRIP };
        for grip in &movable.grips {
            prop_assert!(grip.bounds.bottom - grip.bounds.top >= side - 0.02);
            prop_assert!(grip.bounds.right - grip.bounds.left >= side.min(GRIP));
            prop_assert!(grip.bounds.top >= -0.01 && grip.bounds.bottom <= movable.placed.height + 0.01);
        }
        for pair in movable.grips.windows(2) {
            prop_assert!(pair[0].bounds.bottom <= pair[1].bounds.top + 0.02);
        }
    }

    #[test]
    fn in_a_frame_that_is_kept_lines_lie_where_its_scale_has_them(chart in levels(), moved in price(), width in 220.0..1400.0) {
        let viewport = Viewport::of_width(width);
        let frame = chart.place_movable(viewport, &Hold::NOTHING).frame;
        let mut after = chart.clone();
        if let Some(level) = after.levels.first_mut() {
            level.price = moved;
        }
        let hold = Hold { frame: frame.as_ref(), ..Hold::NOTHING };
        let placed = after.place_movable(viewport, &hold).placed;
        for level in after.levels.iter().filter(|level| frame.is_some() && drawable(level.price)) {
            let at = frame.as_ref().map_or(0.0, |frame| frame.scale.at(level.price));
            let lines = placed.shapes.iter().filter(|shape| shape.part == Part::Level);
            let mut own = lines.filter(|shape| shape.key.as_deref() == Some(&level.key));
            if (4.0..=placed.height - 4.0).contains(&at) {
                prop_assert!(own.any(|shape| shape.points.iter().all(|point| (point.y - at).abs() <= 0.011)));
            } else {
                prop_assert!(own.all(|shape| shape.points.iter().all(|point| (0.0..=placed.height).contains(&point.y))));
            }
        }
    }

    #[test]
    fn nothing_panics_in_any_box(levels in levels(), curve in curve(), width: f64, height: Option<f64>) {
        for chart in [Chart::Levels(levels), Chart::Curve(curve)] {
            let placed = chart.place(Viewport { width, height });
            prop_assert!(placed.width.is_finite() && placed.height.is_finite());
            let alternative = chart.alternative();
            prop_assert!(alternative.rows.iter().all(|row| row.len() == alternative.header.len()));
        }
    }
}

/// A target, an entry, a stop and whatever lies below, as a long has them.
fn ladder(prices: &[f64]) -> Levels {
    let named = ["target", "entry", "stop", "liquidation"].into_iter().zip(prices);
    let level = |(key, price): (&str, &f64)| Level {
        key: key.to_owned(),
        role: Role::Other,
        name: key.to_owned(),
        notes: vec!["−2.31 %".to_owned(), "−98.86".to_owned()],
        price: *price,
        price_text: price.to_string(),
    };
    let band = |to: &str, tone| Band { from: "entry".to_owned(), to: to.to_owned(), tone };
    Levels {
        title: "Levels".to_owned(),
        levels: named.map(level).collect(),
        bands: vec![band("target", Tone::Gain), band("stop", Tone::Loss)],
    }
}

#[test]
fn distances_are_to_scale() {
    let placed = ladder(&[69_500.0, 65_000.0, 63_500.0, 58_735.0]).place(Viewport::of_width(660.0));
    let line = |key| line_of(&placed, key).unwrap();
    // 4,500 up to the target is three times the 1,500 down to the stop.
    assert!(((line("entry") - line("target")) / (line("stop") - line("entry")) - 3.0).abs() < 0.01);
    assert!(placed.shapes.iter().all(|shape| shape.part != Part::Break));
}

#[test]
fn a_far_level_is_behind_a_marked_break_and_the_words_say_so() {
    let chart = ladder(&[69_500.0, 65_000.0, 63_500.0, 6_500.0]);
    let placed = chart.place(Viewport::of_width(660.0));
    assert_eq!(placed.shapes.iter().filter(|shape| shape.part == Part::Break).count(), 2);
    assert_eq!(
        chart.alternative().description,
        "Prices from the top: target 69500, entry 65000, stop 63500, liquidation 6500; to scale but for one marked break"
    );
}

#[test]
fn the_table_lists_the_levels_from_the_top() {
    let table = ladder(&[1.0, 2.0, 3.0]).alternative();
    let prices: Vec<&str> = table.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(table.header, ["Level", "Price", "Notes"]);
    assert_eq!(prices, ["3", "2", "1"]);
}

#[test]
fn numbers_that_are_none_are_left_out() {
    let placed = ladder(&[f64::NAN, 65_000.0, f64::INFINITY]).place(Viewport::of_width(288.0));
    assert_eq!(placed.shapes.iter().filter(|shape| shape.part == Part::Level).count(), 1);
    assert_eq!(ladder(&[f64::NAN]).place(Viewport::of_width(288.0)).y, None);
}

#[test]
fn prices_stand_left_of_the_lines_where_it_is_wide_and_right_where_it_is_narrow() {
    let chart = ladder(&[69_500.0, 65_000.0, 63_500.0]);
    let price = |width: f64| {
        let placed = chart.place(Viewport::of_width(width));
        let label = placed.labels.iter().find(|label| label.text == "65000").unwrap().clone();
        label.at.x < placed.width / 2.0
    };
    assert!(price(660.0) && !price(288.0));
}

#[test]
fn a_line_is_cut_where_it_leaves_the_range_and_where_it_has_no_value() {
    let heights = [0.5, 1.5, 0.5, f64::NEG_INFINITY, 0.5, 0.25];
    let points = heights.iter().enumerate().map(|(i, y)| Point { x: i as f64, y: *y }).collect();
    let line = Series { key: "growth".into(), name: "Growth".into(), tone: Tone::Accent, dash: Dash::Solid, points };
    let y = axis("Growth", Some(Span { low: 0.0, high: 1.0 }));
    let chart = Curve { title: "Growth".into(), x: axis("Fraction", None), y, series: vec![line], markers: vec![] };
    let placed = chart.place(Viewport::of_width(660.0));
    let pieces = placed.shapes.iter().filter(|shape| shape.part == Part::Series);
    assert_eq!(pieces.count(), 3);
}
