//! From the ticket to the size: what each price means, what every limit allows, and what the result risks.

use super::{Method, PositionSize, Sized, TargetFill};
use crate::calculators::trade::{MarginMode, Order, liquidation_price};
use crate::math::contract::costs::{CostToLeave, Fill, Order as PlannedOrder, Proceeds, RoundTrip};
use crate::math::contract::{Side, Trade};
use crate::math::margin::Tiers;
use crate::math::rounding::Rounding;
use crate::math::sizing::{CrossWallet, Limit, MarginRules, Size, Ticket};
use crate::math::volatility::FluctuatingPrice;
use crate::number_text::{Style, canonical, display, percent};
use crate::spec::{Direction, Fault, Level, Problem, Reason, Reference, Solved};

const NO_STOP: Reason = Reason("No stop was given");
const NO_TARGET: Reason = Reason("No target was given");
const BELOW_MINIMUM: Reason = Reason("Below the minimum");

/// The prices of the ticket, once checked.
struct Prices {
    stop: Option<f64>,
    targets: Vec<(f64, f64)>,
}

/// A ticket to its size.
pub(super) fn solve(input: &PositionSize) -> Result<Solved<Sized>, Vec<Problem>> {
    let prices = input.prices()?;
    let tiers = input.terms.tiers().map_err(|problem| vec![problem])?;
    let plan = Plan::of(input, &prices, &tiers)?;
    let size = plan.size(input);
    let warnings = input.warnings(&prices, &plan);
    let results = plan.results(input, (&prices, size));
    let warnings = warnings.into_iter().chain(results.stop_beyond_liquidation(input, &prices)).collect();
    Ok(Solved { results, warnings })
}

impl PositionSize {
    fn prices(&self) -> Result<Prices, Vec<Problem>> {
        let mut problems = Vec::new();
        if self.equity <= 0.0 {
            problems.push(Problem::error("equity", Fault::BelowZero));
        }
        if self.method == Method::PercentVolatility && self.atr.is_none() {
            problems.push(Problem::error("atr", Fault::Needed));
        }
        let read = self.stop_price();
        let stop = read.clone().ok().flatten();
        let from = Reference { side: self.side, entry: self.entry, stop, atr: self.atr };
        let targets = self.target_prices(from, &mut problems);
        if let Err(problem) = read {
            // Targets in R follow from the stop: blaming them too would only add noise.
            problems.retain(|other| other.fault != Fault::NeedsStop);
            problems.push(problem);
        }
        if problems.is_empty() { Ok(Prices { stop, targets }) } else { Err(problems) }
    }

    fn stop_price(&self) -> Result<Option<f64>, Problem> {
        let Some(level) = self.stop else {
            let needed = !matches!(self.method, Method::PercentVolatility);
            return if needed { Err(Problem::error("stop", Fault::Needed)) } else { Ok(None) };
        };
        let from = Reference { side: self.side, entry: self.entry, stop: None, atr: self.atr };
        let price = level.price(from, Direction::Losing).map_err(|fault| Problem::error("stop", fault))?;
        let price = self.on_grid(level, price);
        let ahead = self.side.sign() * (self.entry - price);
        if price == self.entry {
            return Err(Problem::error("stop", Fault::StopAtEntry));
        }
        if ahead < 0.0 {
            return Err(self.stop_on_the_wrong_side());
        }
        Ok(Some(price))
    }

    fn stop_on_the_wrong_side(&self) -> Problem {
        let entry = display(self.entry, Style { decimals: 12, fixed: false, signed: false });
        let (word, label) = match self.side {
            Side::Long => ("short", "Make it a short"),
            Side::Short => ("long", "Make it a long"),
        };
        Problem::error("stop", Fault::StopWrongSide { entry, side: self.side })
            .with_fix(label, vec![("side", word.to_owned())])
    }

    /// A level that was not typed as a price falls on the grid of prices, towards the entry: never more loss or gain
    /// than was asked for.
    fn on_grid(&self, level: Level, price: f64) -> f64 {
        match level {
            Level::Price(_) => price,
            _ if price < self.entry => self.terms.price_rule.round(price, Rounding::Up),
            _ => self.terms.price_rule.round(price, Rounding::Down),
        }
    }

    fn target_prices(&self, from: Reference, problems: &mut Vec<Problem>) -> Vec<(f64, f64)> {
        let mut targets = Vec::new();
        for (row, target) in self.targets.iter().enumerate() {
            let price = target.level.ok_or(Fault::Needed).and_then(|level| {
                let price = level.price(from, Direction::Gaining)?;
                Ok(self.on_grid(level, price))
            });
            match price {
                Ok(price) if self.side.sign() * (price - self.entry) > 0.0 && target.share > 0.0 => {
                    targets.push((target.share, price))
                }
                Ok(_) if target.share <= 0.0 => {
                    problems
                        .push(Problem::error("targets", Fault::MustBeAbove("0".into())).in_cell(row, Some("Share")));
                }
                Ok(_) => {
                    let entry = display(self.entry, Style { decimals: 12, fixed: false, signed: false });
                    let fault = Fault::TargetWrongSide { entry, side: self.side };
                    problems.push(Problem::error("targets", fault).in_cell(row, Some("Level")));
                }
                Err(fault) => problems.push(Problem::error("targets", fault).in_cell(row, Some("Level"))),
            }
        }
        let whole: f64 = self.targets.iter().map(|target| target.share).sum();
        if whole > 1.0 + 1e-9 {
            problems.push(Problem::error("targets", Fault::SharesAboveWhole(canonical(percent(whole)))));
        }
        targets
    }

    fn fee(&self, order: Order) -> f64 {
        match order {
            Order::Limit => self.terms.maker_fee,
            Order::Market => self.terms.taker_fee,
        }
    }

    fn planned(&self, price: f64, order: Order) -> PlannedOrder {
        let slippage = if order == Order::Market { self.slippage } else { 0.0 };
        PlannedOrder { price, fee_rate: self.fee(order), slippage }
    }

    fn entry_fill(&self) -> Fill {
        self.planned(self.entry, self.entry_order).opening(self.side)
    }

    /// Funding over the holding as a share of entry notional, by the number of stamps that costs more.
    fn holding_rate(&self) -> f64 {
        let stamps = self.hours / self.terms.funding_interval_hours;
        let per_stamp = self.side.sign() * self.funding_rate;
        if per_stamp > 0.0 { per_stamp * stamps.ceil() } else { per_stamp * stamps.floor() }
    }

    fn proceeds(&self, exit: PlannedOrder) -> Proceeds {
        let trip = RoundTrip {
            side: self.side,
            entry: self.entry_fill(),
            exit: exit.closing(self.side),
            holding_rate: self.holding_rate(),
        };
        self.terms.payoff().proceeds(&trip)
    }

    fn day_room(&self) -> Option<f64> {
        self.day_loss_limit.map(|share| (share * self.equity - self.lost_today - self.open_risk).max(0.0))
    }

    fn warnings(&self, prices: &Prices, plan: &Plan<'_>) -> Vec<Problem> {
        let mut warnings = Vec::new();
        let typed_risk = percent(self.risk);
        if self.method != Method::RiskAmount
            && self.method != Method::Quantity
            && typed_risk > 0.0
            && typed_risk <= 0.05
        {
            let perhaps = canonical(typed_risk * 100.0);
            warnings
                .push(Problem::warning("risk_pct", Fault::LooksLikeFraction { means: canonical(typed_risk), perhaps }));
        }
        for (key, fee) in [("maker_fee_pct", self.terms.maker_fee), ("taker_fee_pct", self.terms.taker_fee)] {
            if fee > 0.01 {
                warnings.push(Problem::warning(key, Fault::FeeLooksLarge(canonical(percent(fee)))));
            }
        }
        warnings.extend(prices.stop.and_then(|stop| self.stop_warning(stop, plan)));
        let shares: f64 = self.targets.iter().map(|target| target.share).sum();
        if !self.targets.is_empty() && shares < 1.0 - 1e-9 {
            let rest = canonical((percent(1.0 - shares) * 1e9).round() / 1e9);
            warnings.push(Problem {
                severity: crate::spec::Severity::Notice,
                ..Problem::warning("targets", Fault::TargetsLeaveRest(rest))
            });
        }
        warnings
    }

    fn stop_warning(&self, stop: f64, plan: &Plan<'_>) -> Option<Problem> {
        let times = if stop > self.entry { stop / self.entry } else { self.entry / stop };
        if times >= 5.0 {
            let ratio = display(stop / self.entry, Style { decimals: 3, fixed: false, signed: false });
            return Some(Problem::warning("stop", Fault::FarFromEntry(ratio)));
        }
        let loss = plan.at_stop.map(|at_stop| at_stop.loss()).filter(|loss| *loss > 0.0);
        let costs = plan.costs_of_stop(self, stop) / loss.unwrap_or(f64::INFINITY);
        if costs > 0.25 {
            let share = display(100.0 * costs, Style { decimals: 0, fixed: false, signed: false });
            return Some(Problem::warning("stop", Fault::CostsLarge(share)));
        }
        let hour = FluctuatingPrice { price: self.entry, annual_volatility: self.annual_volatility? }.usual_move(1.0);
        let shown = display(
            hour,
            Style { decimals: crate::number_text::decimals_for(hour, 4, 0), fixed: false, signed: false },
        );
        ((stop - self.entry).abs() < hour).then(|| Problem::warning("stop", Fault::StopWithinHour(shown)))
    }
}

/// What the limits are measured with.
struct Plan<'t> {
    ticket: Ticket<'t>,
    at_stop: Option<Proceeds>,
    budget: f64,
}

impl<'t> Plan<'t> {
    fn of(input: &PositionSize, prices: &Prices, tiers: &'t Tiers) -> Result<Plan<'t>, Vec<Problem>> {
        let at_stop = prices.stop.map(|stop| input.proceeds(input.planned(stop, Order::Market)));
        let budget = match input.method {
            Method::RiskAmount => input.risk_amount,
            Method::Quantity => f64::INFINITY,
            _ => input.risk * input.equity,
        };
        let loss_per_unit = match (input.method, at_stop) {
            (Method::PercentVolatility, _) => input.loss_per_atr()?,
            (_, at_stop) => at_stop.map_or(0.0, |proceeds| proceeds.loss()),
        };
        let allowed = tiers.rows().iter().map(|tier| tier.max_leverage).fold(0.0, f64::max);
        if input.leverage > allowed {
            let most = canonical(allowed);
            let problem = Problem::error("leverage", Fault::LeverageAboveTier(most.clone()));
            return Err(vec![problem.with_fix(format!("Use {most}×"), vec![("leverage", most)])]);
        }
        Ok(Plan { ticket: input.ticket(prices, tiers, (loss_per_unit, budget)), at_stop, budget })
    }

    fn size(&self, input: &PositionSize) -> Size {
        let size = self.ticket.size();
        match input.method {
            Method::Quantity => {
                Size { quantity: input.quantity, unrounded: input.quantity, binding: Limit::Typed, ..size }
            }
            _ => size,
        }
    }

    /// Fees, slippage and funding of being stopped, per unit.
    fn costs_of_stop(&self, input: &PositionSize, stop: f64) -> f64 {
        self.at_stop.map_or(0.0, |at_stop| at_stop.loss() + input.planned_profit(stop))
    }

    fn results(&self, input: &PositionSize, (prices, size): (&Prices, Size)) -> Sized {
        let quantity = if size.quantity > 0.0 { Ok(size.quantity) } else { Err(BELOW_MINIMUM) };
        let ticket = &self.ticket;
        let at_stop = self.at_stop.ok_or(NO_STOP);
        let notional = quantity.map(|quantity| ticket.payoff.notional(quantity, ticket.entry.price));
        let position = quantity.map(|quantity| ticket.position(quantity, ticket.collateral(quantity)));
        let plan = quantity.map(|quantity| self.target_plan(input, (prices, quantity)));
        let loss = quantity.and_then(|quantity| at_stop.map(|stop| quantity * stop.loss()));
        let win = plan.clone().and_then(|plan| {
            if plan.is_empty() { Err(NO_TARGET) } else { Ok(plan.iter().map(|fill| fill.profit).sum()) }
        });
        let risked = match input.method {
            Method::PercentVolatility => quantity.map(|quantity| quantity * ticket.loss_per_unit),
            _ => loss,
        };
        let next = ticket.lots_in(size.quantity + ticket.lot_step);
        Sized {
            quantity,
            budget: self.budget,
            profit_at_stop: loss.map(|loss| -loss),
            profit_at_targets: win,
            r_net: loss.and_then(|loss| Ok(win? / losing(loss)?)),
            r_gross: prices.stop.ok_or(NO_STOP).and_then(|stop| {
                gross_r(plan.as_deref().map_err(|why| *why)?, quantity? * -input.planned_profit(stop))
            }),
            required_win: loss.and_then(|loss| required_win(losing(loss)?, win?)),
            liquidation: position.and_then(|position| liquidation_price(position.liquidation())),
            mark: ticket.entry.price,
            initial_margin: quantity
                .map(|quantity| ticket.payoff.notional(quantity, ticket.entry.price) / ticket.leverage),
            exposure: notional.map(|notional| notional / input.equity),
            notional,
            loss_per_unit: at_stop.map(|stop| stop.loss()),
            risked,
            risked_share: risked.map(|risked| risked / input.equity),
            fees_if_stopped: quantity
                .and_then(|quantity| at_stop.map(|stop| quantity * (stop.entry_fee + stop.exit_fee))),
            funding: quantity.and_then(|quantity| at_stop.map(|stop| quantity * stop.holding_cost)),
            breakeven: input.breakeven_price(),
            leverage_needed: self.leverage_needed(input),
            leverage_max_for_stop: self.leverage_max_for_stop(input, (prices, size.quantity)),
            lifted: self.lifted(&size),
            day_room: input.day_room(),
            next: (ticket.lot_step > 0.0 && size.quantity > 0.0).then_some(next),
            next_overshoot: (next * ticket.loss_per_unit - self.budget).max(0.0),
            smallest_order: ticket.smallest_order(),
            amounts: quantity.map(|quantity| ticket.payoff.amounts(quantity, ticket.entry.price)),
            stop_price: prices.stop,
            stop_distance: prices.stop.map(|stop| stop / input.entry - 1.0),
            target_plan: plan.unwrap_or_default(),
            size,
        }
    }

    /// Each target with its share in whole lots; the last takes what rounding leaves, if the shares make a whole.
    fn target_plan(&self, input: &PositionSize, (prices, quantity): (&Prices, f64)) -> Vec<TargetFill> {
        let whole: f64 = prices.targets.iter().map(|(share, _)| share).sum();
        let mut left = quantity;
        let mut fills = Vec::new();
        for (at, (share, price)) in prices.targets.iter().enumerate() {
            let is_last = at + 1 == prices.targets.len() && whole > 1.0 - 1e-9;
            let part = if is_last { left } else { self.ticket.lots_in(share * quantity).min(left) };
            left = crate::math::rounding::round(left - part, self.ticket.lot_step, Rounding::Nearest).max(0.0);
            let proceeds = input.proceeds(input.planned(*price, input.target_order));
            let at_risk = self.at_stop.map(|stop| part * stop.loss());
            fills.push(TargetFill {
                share: *share,
                price: *price,
                quantity: part,
                profit: part * proceeds.net(),
                gross: part * input.planned_profit(*price),
                r: at_risk.filter(|risk| *risk > 0.0).map(|risk| part * proceeds.net() / risk),
            });
        }
        fills
    }

    fn leverage_needed(&self, input: &PositionSize) -> Result<f64, Reason> {
        let free = Ticket { free_margin: f64::INFINITY, leverage: 1.0, ..self.ticket };
        let wanted = if input.method == Method::Quantity { input.quantity } else { free.size().quantity };
        if wanted <= 0.0 {
            return Err(BELOW_MINIMUM);
        }
        self.ticket.leverage_needed(wanted).ok_or(Reason("No leverage suffices for this size"))
    }

    fn leverage_max_for_stop(&self, input: &PositionSize, (prices, quantity): (&Prices, f64)) -> Result<f64, Reason> {
        let stop = prices.stop.ok_or(NO_STOP)?;
        if input.margin_mode == MarginMode::Cross {
            return Err(Reason("In cross margin leverage does not move liquidation"));
        }
        if quantity <= 0.0 {
            return Err(BELOW_MINIMUM);
        }
        let edge = self.ticket.position(quantity, 0.0).leverage_for_stop(stop);
        let behind = |leverage: f64| {
            let position = Ticket { leverage, ..self.ticket };
            let liquidation = position.position(quantity, position.collateral(quantity)).liquidation();
            liquidation_price(liquidation).map_or(true, |price| input.side.sign() * (stop - price) > 0.0)
        };
        let whole = edge.floor();
        let whole = if whole >= 1.0 && !behind(whole) { whole - 1.0 } else { whole };
        if whole >= 1.0 { Ok(whole) } else { Err(Reason("No leverage keeps the stop first")) }
    }

    fn lifted(&self, size: &Size) -> Result<f64, Reason> {
        let lifted = self.ticket.lots_in(size.without_binding());
        if lifted.is_finite() { Ok(lifted) } else { Err(Reason("Nothing else limits it")) }
    }
}

fn gross_r(plan: &[TargetFill], planned_loss: f64) -> Result<f64, Reason> {
    let gross: f64 = plan.iter().map(|fill| fill.gross).sum();
    if plan.is_empty() { Err(NO_TARGET) } else { Ok(gross / planned_loss) }
}

/// A loss that something can be measured in: funding received or a rebate may turn it into a gain.
fn losing(loss: f64) -> Result<f64, Reason> {
    if loss > 0.0 { Ok(loss) } else { Err(Reason("Nothing is lost at the stop, funding and fees counted")) }
}

fn required_win(loss: f64, win: f64) -> Result<f64, Reason> {
    if win >= 0.0 { Ok(loss / (loss + win)) } else { Err(Reason("No win rate suffices: the targets lose after costs")) }
}

impl PositionSize {
    /// What one unit brings between the prices typed, before slippage, fees and funding.
    fn planned_profit(&self, price: f64) -> f64 {
        self.terms.payoff().profit(&Trade { side: self.side, quantity: 1.0, entry: self.entry }, price)
    }

    fn loss_per_atr(&self) -> Result<f64, Vec<Problem>> {
        let atr = self.atr.unwrap_or_default();
        let moved = self.entry - self.side.sign() * atr;
        if moved <= 0.0 {
            return Err(vec![Problem::error("atr", Fault::LevelBelowZero)]);
        }
        Ok(-self.planned_profit(moved))
    }

    fn ticket<'t>(&self, prices: &Prices, tiers: &'t Tiers, (loss_per_unit, budget): (f64, f64)) -> Ticket<'t> {
        let wallet = self.wallet_balance.unwrap_or(self.equity);
        let cross = (self.margin_mode == MarginMode::Cross).then_some(CrossWallet {
            collateral: wallet,
            other_profit: self.other_profit,
            other_maintenance: self.other_maintenance,
            stop: prices.stop,
        });
        let closing = self.terms.reserve_fees == crate::calculators::terms::ReserveFees::Both;
        Ticket {
            payoff: self.terms.payoff(),
            side: self.side,
            entry: self.entry_fill(),
            loss_per_unit,
            budget,
            day_loss_per_unit: prices
                .stop
                .map_or(loss_per_unit, |stop| self.proceeds(self.planned(stop, Order::Market)).loss()),
            day_room: self.day_room(),
            equity: self.equity,
            max_exposure: self.max_exposure,
            free_margin: self.free_margin.unwrap_or(self.equity),
            leverage: self.leverage,
            margin: MarginRules {
                tiers,
                basis: self.terms.maintenance_at,
                closing_fee: self.terms.requirement_fee,
                reserved_closing_fee: if closing { self.terms.taker_fee } else { 0.0 },
            },
            cross,
            lot_step: self.terms.lot_step.unwrap_or_default(),
            max_quantity: self.terms.max_quantity,
            min_quantity: self.terms.min_quantity.unwrap_or_default(),
            min_notional: self.terms.min_notional.unwrap_or_default(),
        }
    }

    fn breakeven_price(&self) -> Result<f64, Reason> {
        let cost = CostToLeave { exit_fee_rate: self.fee(self.target_order), holding_rate: self.holding_rate() };
        let price = self.terms.payoff().breakeven_price(self.side, self.entry_fill(), cost);
        price.ok_or(Reason("No price pays for these costs"))
    }
}

impl Sized {
    fn stop_beyond_liquidation(&self, input: &PositionSize, prices: &Prices) -> Vec<Problem> {
        let mut warnings = Vec::new();
        if let (Some(stop), Ok(liquidation)) = (prices.stop, self.liquidation) {
            if input.side.sign() * (stop - liquidation) <= 0.0 {
                let price = display(
                    liquidation,
                    Style {
                        decimals: crate::number_text::decimals_for(liquidation, 7, 0),
                        fixed: false,
                        signed: false,
                    },
                );
                let problem = Problem::warning("stop", Fault::StopBeyondLiquidation(price));
                warnings.push(match self.leverage_max_for_stop {
                    Ok(leverage) => problem
                        .with_fix(format!("Use {}×", canonical(leverage)), vec![("leverage", canonical(leverage))]),
                    Err(_) => problem,
                });
            }
        }
        warnings.extend(self.risked_share.ok().and_then(|share| input.risk_warning_of(share)));
        warnings
    }
}

impl PositionSize {
    fn risk_warning_of(&self, share: f64) -> Option<Problem> {
        let key = match self.method {
            Method::RiskAmount => "risk_amount",
            Method::Quantity => "quantity",
            _ => "risk_pct",
        };
        let above = |limit: Option<f64>| {
            limit.filter(|limit| share > limit * (1.0 + 1e-9)).map(|limit| canonical(percent(limit)))
        };
        match (above(self.risk_alarm), above(self.risk_warning)) {
            (Some(limit), _) => Some(Problem::warning(key, Fault::RiskVeryHigh(limit))),
            (None, Some(limit)) => Some(Problem::warning(key, Fault::RiskHigh(limit))),
            _ => None,
        }
    }
}
