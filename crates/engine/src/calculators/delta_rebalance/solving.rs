//! From the book to its sensitivities, to the options traded against them, and to the hedge.

use super::rows::{Market, OptionRow};
use super::{
    BandRule, Hedge, HedgedBook, Hedging, Margin, Measure, Neutralise, OptionTrade, Rebalanced, RowFigures, grid,
};
use crate::math::contract::costs::{Fill, Order, RoundTrip};
use crate::math::contract::{Contract, Payoff, Side};
use crate::math::margin::option::ShortOption;
use crate::math::option::{
    Band, GammaVega, Instrument, Leg, Profit, Sensitivities, Settlement, WhalleyWilmott, WholeLots, neutral_pair, sum,
    whole_lots,
};
use crate::math::rounding::{Rounding, round, round_down_computed};
use crate::math::sizing::OrderMinimum;
use crate::spec::{Date, Fault, Problem, Reason, Solved};

pub(super) const BELOW_MINIMUM: Reason = Reason("Below the minimum");
pub(super) const NO_COINS: Reason = Reason("No coins are held to sell");
const HEDGE_OPTIONS: &str = "hedge_options";

/// The inputs to the trades.
pub(super) fn solve(input: &HedgedBook) -> Result<Solved<Rebalanced>, Vec<Problem>> {
    let market = Market::of_book(input.price, input.as_of);
    let legs = input.legs(market)?;
    let checks = [input.check_hedge(), input.check_later(), input.check_range(&legs)];
    let problems: Vec<Problem> = checks.into_iter().flatten().collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let book = summed(legs.iter().flatten().map(|leg| leg.sensitivities()));
    let trades = input.option_trades(&book).map_err(|problem| vec![problem])?;
    let rows = input.rows.iter().enumerate();
    let warnings = rows.flat_map(|(row, typed)| market.warnings(row, typed)).collect();
    Ok(Solved { results: input.results(&legs, book, trades), warnings })
}

/// Sums of sensitivities.
pub(super) fn summed(all: impl Iterator<Item = Sensitivities>) -> Sensitivities {
    all.fold(Sensitivities::default(), Sensitivities::plus)
}

/// What the book has gained since the entries named.
fn gained(rows: &[(&Leg, f64)], price: f64) -> Profit {
    rows.iter().fold(Profit::default(), |sum, (leg, entry)| {
        let gain = leg.gain_since(*entry);
        match leg.settlement {
            Settlement::Quote => Profit { quote: sum.quote + gain, coin: sum.coin + gain / price },
            Settlement::Coin => Profit { quote: sum.quote + gain * price, coin: sum.coin + gain },
        }
    })
}

impl HedgedBook {
    /// The line of each row; none where it has expired.
    fn legs(&self, market: Market) -> Result<Vec<Option<Leg>>, Vec<Problem>> {
        let (mut legs, mut problems) = (Vec::new(), Vec::new());
        for (row, typed) in self.rows.iter().enumerate() {
            match market.leg(row, typed) {
                Ok(leg) => legs.push(leg),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(legs) } else { Err(problems) }
    }

    fn check_hedge(&self) -> Option<Problem> {
        let why = match (self.hedge, self.terms.contract) {
            (_, Contract::Quanto) => "must be linear or inverse here: a quanto contract does not hedge in coins",
            (Hedge::Spot, Contract::Inverse) => "must be linear for spot, which is not traded in contracts",
            _ => return None,
        };
        Some(Problem::error("contract", Fault::HedgeUnfit(why)))
    }

    fn check_later(&self) -> Option<Problem> {
        let is_before = self.later.is_some_and(|later| later <= self.as_of);
        is_before.then(|| Problem::error("later_date", Fault::MustBeAfter(self.as_of.to_string())))
    }

    /// Every forward must stay above 0 all the way down.
    fn check_range(&self, legs: &[Option<Leg>]) -> Option<Problem> {
        let fall = self.price * self.grid_range;
        let gone = legs.iter().flatten().any(|leg| leg.forward <= fall);
        gone.then(|| Problem::error("grid_range_pct", Fault::LevelBelowZero))
    }

    /// The later moment: as typed, else the first expiry of an option.
    fn later(&self) -> Option<Date> {
        let alive = |row: &super::BookRow| row.expiry.filter(|expiry| *expiry > self.as_of && row.strike.is_some());
        self.later.or_else(|| self.rows.iter().filter_map(alive).min())
    }

    /// The delta steered, of a book with that many coins beside it.
    pub(super) fn steered(&self, of: &Sensitivities, coins: f64) -> f64 {
        match self.measure {
            Measure::Plain => sum(of.delta, coins),
            Measure::Coin => of.coin_delta,
        }
    }

    /// The coins that count, once those for the options are paid.
    pub(super) fn coins(&self, trades: &[OptionTrade]) -> f64 {
        match self.measure {
            Measure::Plain => self.coins_held - trades.iter().map(|trade| trade.coins_paid).sum::<f64>(),
            Measure::Coin => 0.0,
        }
    }

    fn results(&self, legs: &[Option<Leg>], book: Sensitivities, trades: Vec<OptionTrade>) -> Rebalanced {
        let entered = legs.iter().zip(&self.rows);
        let entries: Vec<(&Leg, f64)> = entered.filter_map(|(leg, row)| Some((leg.as_ref()?, row.entry?))).collect();
        let options = summed(trades.iter().map(|trade| trade.traded));
        let between = book.plus(options);
        let steered_between = self.steered(&between, self.coins(&trades));
        let band = Band { target: self.target, half_width: self.half_width(&between) };
        let hedging = self.hedging(steered_between, band, self.coins(&trades));
        let after = between.plus(hedging.traded);
        let mut results = Rebalanced {
            price: self.price,
            rows: self.row_figures(legs),
            margins: legs.iter().enumerate().filter_map(|(row, leg)| self.margin(row, leg.as_ref()?)).collect(),
            book,
            profit: gained(&entries, self.price),
            options,
            band,
            steered: self.steered(&book, self.coins(&[])),
            steered_between,
            steered_after: self.steered(&after, self.coins(&trades)),
            hedging,
            after,
            trades,
            later: self.later(),
            grid: Vec::new(),
        };
        results.grid = grid::points(self, legs, &results);
        results
    }

    /// What Deribit wants for a short option that is settled in its coin.
    fn margin(&self, row: usize, leg: &Leg) -> Option<Margin> {
        let Instrument::Option { kind, strike, .. } = leg.instrument else { return None };
        let short = ShortOption { kind, index: self.price, strike, mark: leg.quotation() };
        let (coins, is_short) = (leg.units.abs(), leg.units < 0.0 && leg.settlement == Settlement::Coin);
        is_short.then(|| Margin {
            row,
            line: self.rows.get(row).map(|typed| typed.line).unwrap_or_default(),
            initial: coins * short.initial_margin(),
            maintenance: coins * short.maintenance_margin(),
        })
    }

    fn row_figures(&self, legs: &[Option<Leg>]) -> Vec<RowFigures> {
        let figures = |(row, leg): (&super::BookRow, &Option<Leg>)| RowFigures {
            line: row.line,
            alive: leg.map(|leg| leg.sensitivities()),
            profit: match (leg, row.entry) {
                (Some(leg), Some(entry)) => Ok(gained(&[(leg, entry)], self.price).quote),
                (Some(_), None) => Err(Reason("No entry")),
                (None, _) => Err(Reason("Expired")),
            },
        };
        self.rows.iter().zip(legs).map(figures).collect()
    }
}

impl HedgedBook {
    fn half_width(&self, between: &Sensitivities) -> f64 {
        match self.band_rule {
            BandRule::Width => self.width,
            BandRule::Share => self.share * self.average.unwrap_or(self.target).abs(),
            BandRule::WhalleyWilmott => {
                let in_coin = self.terms.contract == Contract::Inverse;
                let equity = if in_coin { self.equity * self.price } else { self.equity };
                let cost = self.terms.taker_fee + self.slippage;
                let aversion = self.aversion / equity;
                WhalleyWilmott { price: self.price, gamma: between.gamma, cost, aversion }.half_width()
            }
        }
    }

    /// The price of the hedge.
    pub(super) fn hedge_price(&self) -> f64 {
        self.hedge_price.unwrap_or(self.price)
    }

    /// The hedge as a line of the book.
    pub(super) fn hedge_leg(&self, quantity: f64) -> Leg {
        let (settlement, size) = match self.terms.contract {
            Contract::Inverse => (Settlement::Coin, self.terms.contract_size),
            _ => (Settlement::Quote, 1.0),
        };
        Leg { instrument: Instrument::Future, settlement, units: quantity * size, forward: self.hedge_price() }
    }

    fn hedging(&self, delta: f64, band: Band, coins: f64) -> Hedging {
        let lot = self.terms.lot_step.unwrap_or_default();
        let unit_delta = self.hedge_leg(1.0).sensitivities().delta;
        let wanted = whole_lots(WholeLots { delta, unit_delta, lot }, band);
        let minimum = self.terms.min_quantity.unwrap_or_default();
        let smallest = OrderMinimum { lot_step: lot, quantity: minimum, notional: 0.0 }.smallest_order(1.0);
        let quantity = match wanted {
            wanted if wanted < 0.0 && self.hedge == Hedge::Spot => self.sellable(wanted, coins, lot),
            wanted => Ok(wanted),
        };
        let quantity = match quantity {
            Ok(quantity) if quantity != 0.0 && quantity.abs() < smallest => Err(BELOW_MINIMUM),
            other => other,
        };
        let traded = quantity.unwrap_or_default();
        let payoff = Payoff { contract: self.terms.contract, contract_size: self.terms.contract_size };
        Hedging {
            quantity,
            traded: self.hedge_leg(traded).sensitivities(),
            notional: payoff.notional(traded.abs(), self.hedge_price()),
            cost: traded.abs() * self.unit_cost(payoff, traded),
            smallest,
        }
    }

    /// As much of a sale as there are coins for, in the account and in the book.
    fn sellable(&self, wanted: f64, coins: f64, lot: f64) -> Result<f64, Reason> {
        let in_account = if self.measure == Measure::Plain { coins } else { self.coins_held };
        let spot = self.rows.iter().filter(|row| row.line == super::Line::Spot);
        let held = in_account + spot.map(|row| row.quantity * row.size).sum::<f64>();
        match if lot > 0.0 { round_down_computed(held.max(0.0), lot) } else { held } {
            most if most <= 0.0 => Err(NO_COINS),
            most => Ok(wanted.max(-most)),
        }
    }

    /// Slippage and fee of one unit, in settlement money.
    fn unit_cost(&self, payoff: Payoff, traded: f64) -> f64 {
        let side = if traded < 0.0 { Side::Short } else { Side::Long };
        let price = self.hedge_price();
        let order = Order { price, fee_rate: self.terms.taker_fee, slippage: self.slippage };
        let trip =
            RoundTrip { side, entry: order.opening(side), exit: Fill { price, fee_rate: 0.0 }, holding_rate: 0.0 };
        payoff.proceeds(&trip).loss()
    }
}

/// An option that may be traded, and what one of it does.
#[derive(Clone, Copy)]
struct Candidate {
    line: super::Line,
    leg: Leg,
    each: Sensitivities,
}

impl HedgedBook {
    fn option_trades(&self, book: &Sensitivities) -> Result<Vec<OptionTrade>, Problem> {
        let wanted = match self.neutralise {
            Neutralise::None => return Ok(Vec::new()),
            Neutralise::Gamma | Neutralise::Vega => 1,
            Neutralise::Both => 2,
        };
        let rows = self.options.iter().enumerate().take(wanted);
        let candidates = rows.map(|(row, option)| self.candidate(row, option)).collect::<Result<Vec<_>, _>>()?;
        let alone = |amount: f64| {
            let none = "must be an option that moves it; this one does not";
            if amount.is_finite() { Ok(amount) } else { Err(unfit(none)) }
        };
        let amounts = match (self.neutralise, candidates.as_slice()) {
            (Neutralise::Gamma, [one]) => vec![alone(-book.gamma / one.each.gamma)?],
            (Neutralise::Vega, [one]) => vec![alone(-book.vega / one.each.vega)?],
            (_, [one, other]) => {
                let of = |s: &Sensitivities| GammaVega { gamma: s.gamma, vega: s.vega };
                let pair = neutral_pair(of(book), [of(&one.each), of(&other.each)]);
                let alike = "must move gamma and vega in different proportions: choose two expiries";
                pair.ok_or_else(|| unfit(alike))?.to_vec()
            }
            _ => return Err(Problem::error(HEDGE_OPTIONS, Fault::NeedsOptions(wanted))),
        };
        Ok(candidates.iter().zip(amounts).map(|(candidate, amount)| self.option_trade(candidate, amount)).collect())
    }

    fn candidate(&self, row: usize, option: &OptionRow) -> Result<Candidate, Problem> {
        let market = Market { key: HEDGE_OPTIONS, price: self.price, as_of: self.as_of };
        let typed = super::BookRow { quantity: 1.0, ..option.0.clone() };
        let first = |problems: Vec<Problem>| problems.into_iter().next();
        let leg = market.leg(row, &typed).map_err(|found| first(found).unwrap_or_else(|| unfit("is not an option")))?;
        let fault = |words| Problem::error(HEDGE_OPTIONS, Fault::OptionsUnfit(words)).in_cell(row, None);
        match leg {
            Some(leg) if matches!(leg.instrument, Instrument::Option { .. }) => {
                Ok(Candidate { line: typed.line, leg, each: leg.sensitivities() })
            }
            Some(_) => Err(fault("must be a call or a put")),
            None => Err(fault("has expired")),
        }
    }

    fn option_trade(&self, candidate: &Candidate, amount: f64) -> OptionTrade {
        let Candidate { line, leg, each } = *candidate;
        let quantity = round(amount, self.option_lot.unwrap_or_default(), Rounding::Nearest) + 0.0;
        let strike = match leg.instrument {
            Instrument::Option { strike, .. } => strike,
            Instrument::Future => leg.forward,
        };
        let is_coin = leg.settlement == Settlement::Coin;
        let coins_paid = if is_coin { quantity * leg.units * leg.quotation() } else { 0.0 };
        OptionTrade { line, strike, quantity, quotation: leg.quotation(), traded: each.times(quantity), coins_paid }
    }

    /// The options traded as lines of the book.
    pub(super) fn traded_legs(&self, trades: &[OptionTrade]) -> Vec<Leg> {
        let candidates = self.options.iter().enumerate().filter_map(|(row, option)| self.candidate(row, option).ok());
        candidates.zip(trades).map(|(one, trade)| Leg { units: one.leg.units * trade.quantity, ..one.leg }).collect()
    }
}

fn unfit(words: &'static str) -> Problem {
    Problem::error(HEDGE_OPTIONS, Fault::OptionsUnfit(words))
}
