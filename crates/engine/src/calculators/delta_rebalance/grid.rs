//! Profit, delta and gamma by the price, now and later, and their picture.

use super::{GridOf, HedgedBook, Measure, Rebalanced};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::number;
use crate::math::contract::Contract;
use crate::math::option::{Leg, Profit, Scene};
use crate::number_text::{Style, decimals_for, display};
use crate::spec::{Naming, Unit};

/// Steps of the price to each side, in the picture.
const STEPS: i32 = 20;

/// A price, and what the book is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridPoint {
    pub change: f64,
    pub price: f64,
    pub now: There,
    pub later: Option<There>,
}

/// A book elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct There {
    pub profit: Profit,
    pub delta: f64,
    pub gamma: f64,
}

/// What is run through the prices.
struct Run<'a> {
    input: &'a HedgedBook,
    legs: Vec<Leg>,
    /// Coins beside the lines.
    coins: f64,
    /// Gained already, less what the trades cost.
    before: Profit,
}

/// The book at every price.
pub(super) fn points(input: &HedgedBook, legs: &[Option<Leg>], results: &Rebalanced) -> Vec<GridPoint> {
    let mut run =
        Run { input, legs: legs.iter().flatten().copied().collect(), coins: input.coins(&[]), before: results.profit };
    if input.grid_of == GridOf::After {
        run.legs.extend(input.traded_legs(&results.trades));
        run.legs.push(input.hedge_leg(results.hedging.quantity.unwrap_or_default()));
        run.coins = input.coins(&results.trades);
        let (price, cost) = (input.price, results.hedging.cost);
        let (quote, coin) =
            if input.terms.contract == Contract::Inverse { (cost * price, cost) } else { (cost, cost / price) };
        run.before = Profit { quote: run.before.quote - quote, coin: run.before.coin - coin };
    }
    let elapsed = results.later.map(|later| later.years_after(input.as_of));
    (-STEPS..=STEPS).map(|step| run.point(f64::from(step) * input.grid_range / f64::from(STEPS), elapsed)).collect()
}

impl Run<'_> {
    fn point(&self, change: f64, elapsed: Option<f64>) -> GridPoint {
        let moved = change * self.input.price;
        GridPoint {
            change,
            price: self.input.price + moved,
            now: self.at(Scene { moved, elapsed: 0.0 }),
            later: elapsed.map(|elapsed| self.at(Scene { moved, elapsed })),
        }
    }

    fn at(&self, scene: Scene) -> There {
        let held = Profit { quote: self.before.quote + self.coins * scene.moved, coin: self.before.coin };
        let profit = self
            .legs
            .iter()
            .map(|leg| leg.profit(self.input.price, scene))
            .fold(held, |sum, one| Profit { quote: sum.quote + one.quote, coin: sum.coin + one.coin });
        let there = super::solving::summed(self.legs.iter().map(|leg| leg.at(scene).sensitivities()));
        There { profit, delta: self.input.steered(&there, self.coins), gamma: there.gamma }
    }
}

/// Profit against the price, now and at the later date.
pub(super) fn chart(input: &HedgedBook, results: &Rebalanced, naming: &Naming) -> Option<Chart> {
    let counted = |there: &There| match input.measure {
        Measure::Plain => there.profit.quote,
        Measure::Coin => there.profit.coin,
    };
    let unit = match input.measure {
        Measure::Plain => Unit::Quote,
        Measure::Coin => Unit::Base,
    };
    let line = |(key, name): (&str, String), dash, of: &dyn Fn(&GridPoint) -> Option<f64>| Series {
        key: key.to_owned(),
        name,
        tone: if dash == Dash::Solid { Tone::Text } else { Tone::Muted },
        dash,
        points: results.grid.iter().filter_map(|point| Some(Point { x: point.price, y: of(point)? })).collect(),
    };
    let later = results.later.map(|date| {
        let name = format!("At {date}");
        line(("later_profit", name), Dash::Dashed, &|point| point.later.as_ref().map(counted))
    });
    let now = line(("profit", "Now".to_owned()), Dash::Solid, &|point| Some(counted(&point.now)));
    let axis = |title: &str, unit| Axis {
        title: title.to_owned(),
        unit: naming.symbol(unit).to_owned(),
        text: TickText(plain),
        range: None,
    };
    let here = Marker {
        key: "forward_price".to_owned(),
        x: input.price,
        words: format!("now, {}", number(input.price, Unit::Price, naming)),
        tone: Tone::Accent,
    };
    Some(Chart::Curve(Curve {
        title: "Profit by the price".to_owned(),
        x: axis("Price", Unit::Price),
        y: axis("Profit", unit),
        series: later.into_iter().chain([now]).collect(),
        markers: vec![here],
    }))
}

fn plain(figure: f64) -> String {
    display(figure, Style { decimals: decimals_for(figure, 5, 0).min(8), fixed: false, signed: false })
}
