//! From the account to how close it is, what its stops lose, and what would help.

use super::ledger::{Ledger, Named};
use super::{CrossAccount, Overview, PositionRisk, Reduction, Shocked, StopCount, WARNING_LEVELS, Warned};
use crate::calculators::terms::RatioDirection;
use crate::math::account::heat::{StopLoss, correlated};
use crate::math::account::{Drawn, Position, Standing, Way, moved, nearer};
use crate::math::order::places_ascending;
use crate::number_text::percent;
use crate::spec::{Fault, Problem, Reason, Solved};

pub(super) const ALREADY: Reason = Reason("Already liquidatable");
const NONE: Reason = Reason("None");
const NO_FALL: Reason = Reason("None: no fall does it");
const NO_RISE: Reason = Reason("None: no rise does it");
const NEITHER: Reason = Reason("None: no fall and no rise does it");
pub(super) const NO_NEAR_RISE: Reason = Reason("None: no rise below tenfold does it");
const NEITHER_NEAR: Reason = Reason("None: no fall, and no rise below tenfold, does it");
const NONE_NEAR: Reason = Reason("None below tenfold");
const NOTHING_LEFT: Reason = Reason("No equity is left");
const NO_LEVERAGE: Reason = Reason("Needs the leverage of every position");
const NOTHING_REQUIRED: Reason = Reason("Nothing is required");
const NO_RATIO: Reason = Reason("This venue shows none");
const GONE_BEFORE: Reason = Reason("Liquidated before that");

/// A move below this percentage, typed as one, is rather a fraction.
const LIKE_FRACTION: f64 = 1.0;
/// A price that rises by more than this, to beyond tenfold, is told in words.
const FURTHEST: f64 = 9.0;

fn near_or(found: Result<f64, Reason>, beyond: Reason) -> Result<f64, Reason> {
    found.and_then(|by| if by > FURTHEST { Err(beyond) } else { Ok(by) })
}

/// Rows to the overview.
pub(super) fn solve(input: &CrossAccount) -> Result<Solved<Overview>, Vec<Problem>> {
    let ledger = Ledger::of(input)?;
    let now = ledger.account.after(0.0);
    if !(now.equity.is_finite() && now.requirement.is_finite()) {
        return Err(vec![Problem::overall(Fault::NoFiniteAnswer)]);
    }
    let view = View { input, ledger: &ledger, drawn: ledger.account.drawn(), now };
    let results = view.overview();
    let warnings = ledger.warnings.iter().cloned().chain(view.without_stop(&results)).chain(odd_shock(input)).collect();
    Ok(Solved { results, warnings })
}

fn odd_shock(input: &CrossAccount) -> Option<Problem> {
    let means = percent(input.shock);
    (means != 0.0 && means.abs() < LIKE_FRACTION).then(|| {
        let perhaps = crate::number_text::canonical(percent(means));
        let fault = Fault::LooksLikeFraction { means: crate::number_text::canonical(means), perhaps: perhaps.clone() };
        Problem::warning("shock_pct", fault).with_fix(format!("Use {perhaps} %"), vec![("shock_pct", perhaps)])
    })
}

/// All that the figures are made of.
struct View<'a> {
    input: &'a CrossAccount,
    ledger: &'a Ledger,
    drawn: Drawn<'a>,
    now: Standing,
}

impl View<'_> {
    fn overview(&self) -> Overview {
        let positions = &self.ledger.account.positions;
        let worth = |position: &Position| position.notional(position.mark);
        let gross: f64 = positions.iter().map(worth).sum();
        let net: f64 = positions.iter().map(|position| position.trade.side.sign() * worth(position)).sum();
        let over_equity = |sum: f64| if self.now.equity > 0.0 { Ok(sum / self.now.equity) } else { Err(NOTHING_LEFT) };
        let losses: Vec<(f64, StopCount)> = (0..positions.len()).map(|at| self.loss_at_stop(at)).collect();
        let stops: f64 = losses.iter().map(|(loss, _)| loss).sum();
        let initial = self.ledger.account.initial_margin().ok_or(NO_LEVERAGE);
        Overview {
            now: self.now,
            used: self.now.used().ok_or(NOTHING_LEFT),
            ratio: self.ratio(),
            initial,
            initial_share: initial.and_then(over_equity),
            exposure: over_equity(gross),
            net_exposure: over_equity(net),
            gross,
            net,
            collateral: self.ledger.account.assets.iter().map(|asset| asset.worth()).sum(),
            open_profit: positions.iter().map(|position| position.profit(position.mark)).sum(),
            room: near_or(self.room(), NEITHER_NEAR),
            fall: self.shock(Way::Fall, NO_FALL),
            rise: near_or(self.shock(Way::Rise, NO_RISE), NO_NEAR_RISE),
            stops,
            stops_share: over_equity(stops),
            correlated: correlated(&self.signed(&losses), self.input.correlation),
            shocked: self.shocked(),
            risks: self.risks(&losses),
            warned: Way::BOTH.into_iter().flat_map(|way| self.warned(way)).collect(),
            symbols: self
                .ledger
                .symbols
                .iter()
                .map(|named| (named.name.clone(), named.mark, self.moves_of(named)))
                .collect(),
            reductions: self.reductions(gross, initial),
            curve: self.curve(),
        }
    }

    fn is_liquidated(&self) -> bool {
        self.now.is_liquidated()
    }

    fn room(&self) -> Result<f64, Reason> {
        if self.is_liquidated() { Err(ALREADY) } else { self.drawn.room().ok_or(NEITHER) }
    }

    fn shock(&self, way: Way, none: Reason) -> Result<f64, Reason> {
        if self.is_liquidated() { Err(ALREADY) } else { self.drawn.shock(way, 1.0).ok_or(none) }
    }

    fn ratio(&self) -> Result<f64, Reason> {
        match self.input.ratio {
            RatioDirection::Used => self.now.used().ok_or(NOTHING_LEFT),
            RatioDirection::Cover if self.now.requirement > 0.0 => Ok(self.now.equity / self.now.requirement),
            RatioDirection::Cover => Err(NOTHING_REQUIRED),
            RatioDirection::None => Err(NO_RATIO),
        }
    }

    /// What a position loses from now on at its stop; without one at its own liquidation price on the side where it
    /// loses, the other coins held, and never more than its whole notional.
    fn loss_at_stop(&self, at: usize) -> (f64, StopCount) {
        let (Some(position), Some(row)) = (self.ledger.account.positions.get(at), self.input.positions.get(at)) else {
            return (0.0, StopCount::Stop);
        };
        let loss_at = |price: f64| position.profit(position.mark) - position.profit(price);
        if let Some(stop) = row.stop {
            let is_passed = row.passed(position.mark).is_some();
            return if is_passed { (0.0, StopCount::Now) } else { (loss_at(stop), StopCount::Stop) };
        }
        let whole = position.notional(position.mark);
        match self.own_liquidation(at, position).map(loss_at) {
            Some(loss) if loss <= whole => (loss, StopCount::Liquidation),
            _ => (whole, StopCount::Whole),
        }
    }

    /// The price at which the account is gone because this position's coin went against it.
    fn own_liquidation(&self, at: usize, position: &Position) -> Option<f64> {
        let named = self.ledger.symbol_of.get(at).and_then(|symbol| self.ledger.symbols.get(*symbol))?;
        let coin = self.ledger.coins.get(named.coin).filter(|_| !self.is_liquidated())?;
        let by = self.drawn.coin_move_in(&coin.rows, 0.0, against(position))?;
        Some(moved(position.mark, by))
    }

    fn moves_of(&self, named: &Named) -> f64 {
        self.ledger.coins.get(named.coin).map_or(1.0, |coin| coin.moves)
    }

    fn signed(&self, losses: &[(f64, StopCount)]) -> Vec<StopLoss> {
        let rows = losses.iter().zip(&self.ledger.account.positions).zip(&self.ledger.symbol_of);
        let signed = |(((loss, _), position), symbol): ((&(f64, StopCount), &Position), &usize)| StopLoss {
            loss: *loss,
            coin: self.ledger.symbols.get(*symbol).map_or(0, |named| named.coin),
            in_fall: against(position) == Way::Fall,
        };
        rows.map(signed).collect()
    }

    fn without_stop(&self, overview: &Overview) -> Option<Problem> {
        let rows = overview.risks.iter().enumerate().filter(|(_, risk)| risk.counted.lacks_stop());
        let rows: Vec<String> = rows.map(|(at, _)| (at + 1).to_string()).collect();
        let (last, before) = rows.split_last()?;
        let rows = match before {
            [] => format!("row {last}"),
            [..] if before.len() > 9 => format!("{} rows", before.len() + 1),
            _ => format!("rows {} and {last}", before.join(", ")),
        };
        Some(Problem::warning("positions", Fault::WithoutStop { rows }))
    }

    fn shocked(&self) -> Result<Shocked, Reason> {
        if self.is_liquidated() {
            return Err(ALREADY);
        }
        let way = if self.input.shock < 0.0 { Way::Fall } else { Way::Rise };
        let is_beyond = self.drawn.shock(way, 1.0).is_some_and(|shock| self.input.shock.abs() > shock.abs());
        if is_beyond {
            return Err(GONE_BEFORE);
        }
        let after = self.ledger.account.after(self.input.shock);
        Ok(Shocked { equity: after.equity, used: after.used().ok_or(NOTHING_LEFT) })
    }

    fn risks(&self, losses: &[(f64, StopCount)]) -> Vec<PositionRisk> {
        let moves: Vec<[Result<f64, Reason>; 2]> = self
            .ledger
            .symbols
            .iter()
            .map(|named| [0.0, self.input.correlation].map(|c| self.price_of(named, c)))
            .collect();
        let rows = self.ledger.account.positions.iter().zip(&self.ledger.symbol_of).zip(losses);
        let risk = |((position, symbol), (loss, counted)): ((&Position, &usize), &(f64, StopCount))| {
            let [held, together] = moves.get(*symbol).copied().unwrap_or([Err(NONE); 2]);
            let maintenance = position.maintenance();
            PositionRisk {
                symbol: *symbol,
                side: position.trade.side,
                mark: position.mark,
                held,
                together,
                loss: *loss,
                counted: *counted,
                notional: position.notional(position.mark),
                maintenance,
                share: if self.now.requirement > 0.0 {
                    Ok(maintenance / self.now.requirement)
                } else {
                    Err(NOTHING_REQUIRED)
                },
            }
        };
        rows.map(risk).collect()
    }

    /// The price of a symbol at which the account is liquidated while the other coins make that share of the move.
    fn price_of(&self, named: &Named, share: f64) -> Result<f64, Reason> {
        if self.is_liquidated() {
            return Err(ALREADY);
        }
        let coin = self.ledger.coins.get(named.coin).ok_or(NONE)?;
        near_or(self.drawn.coin_move(&coin.rows, share).ok_or(NONE), NONE_NEAR).map(|by| moved(named.mark, by))
    }

    /// The levels that lie ahead one way; none where that way leads to no liquidation and to no level.
    fn warned(&self, way: Way) -> Vec<Warned> {
        let used = self.now.used().filter(|_| !self.is_liquidated());
        let shock = |level: f64| match used {
            Some(used) if used >= level => Err(Reason("Passed already")),
            Some(_) => near_or(self.drawn.shock(way, level).ok_or(NONE), NONE_NEAR),
            None => Err(ALREADY),
        };
        let warned = |level: &f64| {
            let shock = shock(*level);
            let equity = shock.map(|shock| self.ledger.account.after(shock).equity);
            Warned { level: *level, way, shock, equity }
        };
        let levels: Vec<Warned> = WARNING_LEVELS.iter().map(warned).collect();
        let leads_somewhere = levels.iter().any(|level| level.shock.is_ok());
        if leads_somewhere { levels } else { Vec::new() }
    }

    /// Closing the same notional in each position, the one that leaves the account the most room first.
    fn reductions(&self, gross: f64, initial: Result<f64, Reason>) -> Vec<Reduction> {
        let wanted = self.input.reduction * gross;
        let reduction = |(at, position): (usize, &Position)| {
            let notional = position.notional(position.mark);
            let share = (wanted / notional).min(1.0);
            let kept = position.reduced(share);
            let requirement = self.now.requirement - position.maintenance() + kept.maintenance();
            let after = Standing { equity: self.now.equity, requirement };
            let room = if after.is_liquidated() { Err(ALREADY) } else { self.drawn.room_after(at, share).ok_or(NONE) };
            let freed = position.leverage.map_or(0.0, |leverage| share * notional / leverage);
            Reduction {
                position: at,
                closes: share * notional,
                room,
                used: after.used().ok_or(NOTHING_LEFT),
                free: initial.map(|bound| self.now.equity - bound + freed),
            }
        };
        let reductions: Vec<Reduction> = self.ledger.account.positions.iter().enumerate().map(reduction).collect();
        let told = |one: Reduction| Reduction { room: near_or(one.room, NONE_NEAR), ..one };
        ranked(reductions).into_iter().map(told).collect()
    }

    /// Utilisation over the shocks that the account lives through.
    fn curve(&self) -> Vec<(f64, f64)> {
        if self.is_liquidated() {
            return Vec::new();
        }
        let [fall, rise] = Way::BOTH.map(|way| self.drawn.shock(way, 1.0));
        let nearest = nearer([fall, rise]).map_or(0.5, f64::abs).min(FAR);
        let reach = nearest.max(self.input.shock.abs()).max(0.05) * WIDER;
        let low = fall.unwrap_or(-1.0).max(-reach);
        let high = rise.unwrap_or(f64::INFINITY).min(reach);
        let step = (high - low) / POINTS;
        let places = (0..=POINTS as usize).map(|index| low + step * index as f64).chain(std::iter::once(0.0));
        let places: Vec<f64> = places.collect();
        let in_order = places_ascending(&places).into_iter().filter_map(|place| places.get(place).copied());
        in_order.filter_map(|shock| Some((shock, self.ledger.account.after(shock).used()?))).collect()
    }
}

/// Points of the curve.
const POINTS: f64 = 64.0;
/// A move beyond this is not worth the room in a picture.
const FAR: f64 = 2.0;
/// How far beyond what is asked about the curve goes.
const WIDER: f64 = 1.6;

/// The way of the market that a position loses in; one that moves with no market loses where its own price goes.
fn against(position: &Position) -> Way {
    let own = if position.moves < 0.0 { -1.0 } else { 1.0 };
    if own * position.trade.side.sign() > 0.0 { Way::Fall } else { Way::Rise }
}

/// The most room first; of equal rooms the lower utilisation.
fn ranked(reductions: Vec<Reduction>) -> Vec<Reduction> {
    let room = |reduction: &Reduction| match reduction.room {
        Ok(room) => room.abs(),
        Err(ALREADY) => 0.0,
        Err(_) => f64::INFINITY,
    };
    let by_used: Vec<f64> = reductions.iter().map(|reduction| reduction.used.unwrap_or(f64::INFINITY)).collect();
    let places = places_ascending(&by_used);
    let by_room: Vec<f64> = places.iter().filter_map(|place| reductions.get(*place)).map(|one| -room(one)).collect();
    let of_place = |place: usize| places.get(place).and_then(|place| reductions.get(*place)).cloned();
    places_ascending(&by_room).into_iter().filter_map(of_place).collect()
}
