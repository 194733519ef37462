//! From the ticket to the size: what every limit allows, and what the result risks.

use super::prices::Prices;
use super::{Method, PositionSize, Sized, TargetFill};
use crate::calculators::terms::ReserveFees;
use crate::calculators::trade::{MarginMode, Order, leverage_words, liquidation_price};
use crate::math::contract::costs::Proceeds;
use crate::math::margin::{Liquidation, Position, Tiers};
use crate::math::rounding::Rounding;
use crate::math::sizing::{
    Allowance, CrossWallet, FixedRatio, Limit, MOST_LEVERAGE, MarginRules, Size, Ticket, units_for_money,
};
use crate::spec::{Fault, Problem, Reason, Solved};

const NO_STOP: Reason = Reason("No stop was given");
const NO_TARGET: Reason = Reason("No target was given");
const BELOW_MINIMUM: Reason = Reason("Below the minimum");
const NO_RULE: Reason = Reason("No rule of units was chosen");
const NO_RATIO: Reason = Reason("Fixed ratio only");
const NO_OWN_CURRENCY: Reason = Reason("No other currency was given");

/// A ticket to its size.
pub(super) fn solve(input: &PositionSize) -> Result<Solved<Sized>, Vec<Problem>> {
    let prices = input.prices()?;
    let tiers = input.terms.tiers().map_err(|problem| vec![problem])?;
    let plan = Plan::of(input, &prices, &tiers)?;
    let size = plan.size(input);
    let warnings = input.warnings(&prices, &plan);
    let results = plan.results(input, (&prices, size));
    let warnings = warnings.into_iter().chain(results.stop_beyond_liquidation(input, &prices));
    let warnings = warnings.chain(input.terms.odd_tiers(&tiers)).collect();
    Ok(Solved { results, warnings })
}

/// What the limits are measured with.
pub(super) struct Plan<'t> {
    ticket: Ticket<'t>,
    /// What one unit brings if stopped, where there is a stop.
    pub at_stop: Option<Proceeds>,
    budget: f64,
}

impl<'t> Plan<'t> {
    fn of(input: &PositionSize, prices: &Prices, tiers: &'t Tiers) -> Result<Plan<'t>, Vec<Problem>> {
        let at_stop = prices.stop.map(|stop| input.proceeds(input.planned(stop, Order::Market)));
        let budget = match input.method {
            Method::RiskAmount => input.risk_amount,
            Method::RiskPercent | Method::PercentVolatility => input.risk * input.equity,
            Method::Quantity | Method::FixedRatio | Method::UnitsPerMoney | Method::AllMargin => f64::INFINITY,
        };
        let loss_per_unit = match (input.method, at_stop) {
            (Method::PercentVolatility, _) => input.loss_per_atr()?,
            (_, at_stop) => at_stop.map_or(0.0, |proceeds| proceeds.loss()),
        };
        let allowed = tiers.rows().iter().map(|tier| tier.max_leverage).fold(0.0, f64::max);
        if input.leverage > allowed {
            let most = leverage_words(allowed);
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

    /// The smallest quantity that the venue accepts.
    pub(super) fn smallest_order(&self) -> f64 {
        self.ticket.smallest_order()
    }

    /// Fees, slippage and funding of being stopped, per unit.
    pub(super) fn costs_of_stop(&self, input: &PositionSize, stop: f64) -> f64 {
        self.at_stop.map_or(0.0, |at_stop| at_stop.loss() + input.planned_profit(stop))
    }

    fn results(&self, input: &PositionSize, (prices, size): (&Prices, Size)) -> Sized {
        let quantity = match size.binding {
            Limit::MinQuantity => Err(BELOW_MINIMUM),
            _ if size.quantity > 0.0 => Ok(size.quantity),
            _ => Err(Reason("Nothing may be traded")),
        };
        let ticket = &self.ticket;
        let at_stop = self.at_stop.ok_or(NO_STOP);
        let notional = quantity.map(|quantity| ticket.payoff.notional(quantity, ticket.entry.price));
        let position = quantity.map(|quantity| ticket.position(quantity, ticket.collateral(quantity)));
        let liquidation = position.map(|position| position.liquidation());
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
        let orders = quantity.map(|quantity| input.orders(quantity, prices, plan.as_deref().unwrap_or_default()));
        let rule_units = input.rule_units();
        let ratio = if input.method == Method::FixedRatio { rule_units } else { Err(NO_RATIO) };
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
            liquidation: liquidation.and_then(liquidation_price),
            is_stopped_first: self.is_stopped_first(prices.stop, liquidation.ok()),
            can_be_opened: !matches!(
                liquidation,
                Ok(Liquidation::CannotBeOpened(_) | Liquidation::AlreadyLiquidatable)
            ),
            mark: ticket.entry.price,
            initial_margin: position.map(|position| input.initial_margin(&position)),
            exposure: notional.map(|notional| notional / input.equity),
            notional,
            loss_per_unit: at_stop.map(|stop| stop.loss()),
            risked,
            risked_share: risked.map(|risked| risked / input.equity),
            share_lost_at_stop: loss.map(|loss| loss / input.equity),
            fees_if_stopped: quantity
                .and_then(|quantity| at_stop.map(|stop| quantity * (stop.entry_fee + stop.exit_fee))),
            funding: notional.map(|notional| notional * input.holding_rates().most),
            funding_expected: notional.map(|notional| notional * input.holding_rates().expected),
            funding_least: notional.map(|notional| notional * input.holding_rates().least),
            breakeven: input.breakeven_price(),
            leverage_needed: self.leverage_needed(input),
            leverage_max_for_stop: self.leverage_max_for_stop(input, (prices, size.quantity)),
            leverage_max_if_lifted: self.leverage_max_for_stop(input, (prices, self.without_margin_limit(input))),
            lifted: self.lifted(&size, size.binding),
            limits: size.allowances.iter().map(|allowance| (*allowance, self.lifted(&size, allowance.limit))).collect(),
            rule_units,
            unit_profit_needed: ratio.map(|units| input.fixed_ratio().profit_needed(units)),
            ratio_next_amount: ratio.map(|units| input.fixed_ratio().profit_needed(units + 1.0)),
            risk_in_own_currency: risked.and_then(|risked| Ok(risked / input.own_rate.ok_or(NO_OWN_CURRENCY)?)),
            orders: orders.unwrap_or_default(),
            day_room: input.day_room(),
            next: (ticket.lot_step > 0.0 && size.quantity > 0.0).then_some(next),
            next_overshoot: (next * ticket.loss_per_unit - self.budget).max(0.0),
            smallest_order: ticket.smallest_order(),
            exceeded: self.exceeded(input),
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

    /// Whether the stop is met first on the way to liquidation; nothing is that cannot be opened.
    fn is_stopped_first(&self, stop: Option<f64>, liquidation: Option<Liquidation>) -> bool {
        match (stop, liquidation) {
            (Some(stop), Some(Liquidation::Price { price, .. })) => self.ticket.side.sign() * (stop - price) > 0.0,
            (_, Some(Liquidation::CannotBeOpened(_) | Liquidation::AlreadyLiquidatable)) => false,
            _ => true,
        }
    }

    /// For a quantity typed: the tightest limit that it exceeds, in whole lots.
    fn exceeded(&self, input: &PositionSize) -> Option<Allowance> {
        let size = self.ticket.size();
        let allowed = size.allowances.iter().find(|allowance| allowance.limit == size.tightest())?;
        let is_exceeded = input.method == Method::Quantity && allowed.quantity < input.quantity;
        is_exceeded.then(|| Allowance { quantity: self.ticket.lots_in(allowed.quantity), ..*allowed })
    }

    /// The size if margin did not limit it.
    fn without_margin_limit(&self, input: &PositionSize) -> f64 {
        let free = Ticket { free_margin: f64::INFINITY, leverage: 1.0, ..self.ticket };
        if input.method == Method::Quantity { input.quantity } else { free.size().quantity }
    }

    fn leverage_needed(&self, input: &PositionSize) -> Result<f64, Reason> {
        let wanted = self.without_margin_limit(input);
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
        let whole = edge.min(MOST_LEVERAGE).floor();
        let whole = if whole >= 1.0 && !behind(whole) { whole - 1.0 } else { whole };
        if whole >= 1.0 { Ok(whole) } else { Err(Reason("No leverage keeps the stop first")) }
    }

    /// The size if that limit were lifted, in whole lots.
    fn lifted(&self, size: &Size, limit: Limit) -> Result<f64, Reason> {
        let lifted = self.ticket.lots_in(size.without(limit));
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
    fn fixed_ratio(&self) -> FixedRatio {
        FixedRatio { delta: self.fixed_ratio_delta, start: f64::from(self.start_units) }
    }

    /// Whole units that a rule allows, where one decides.
    fn rule_units(&self) -> Result<f64, Reason> {
        match self.method {
            Method::FixedRatio => Ok(self.fixed_ratio().units(self.closed_profit)),
            Method::UnitsPerMoney => Ok(units_for_money(self.equity, self.money_per_unit)),
            _ => Err(NO_RULE),
        }
    }

    /// What the venue binds: where it states a rate, the exchange leverage does not decide it.
    fn initial_margin(&self, position: &Position<'_>) -> f64 {
        position.margin_at(self.terms.initial_rate.map_or(self.leverage, |_| position.allowed_leverage()))
    }

    fn ticket<'t>(&self, prices: &Prices, tiers: &'t Tiers, (loss_per_unit, budget): (f64, f64)) -> Ticket<'t> {
        let wallet = self.wallet_balance.unwrap_or(self.equity);
        let cross = (self.margin_mode == MarginMode::Cross).then_some(CrossWallet {
            collateral: wallet,
            other_profit: self.other_profit,
            other_maintenance: self.other_maintenance,
            stop: prices.stop,
        });
        let closing = self.terms.reserve_fees == ReserveFees::Both;
        Ticket {
            payoff: self.terms.payoff(),
            side: self.side,
            entry: self.entry_fill(),
            loss_per_unit,
            budget,
            rule_quantity: self.rule_units().ok().map(|units| units * self.unit_quantity),
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
                rules: self.terms.rules(),
                reserved_closing_fee: if closing { self.terms.taker_fee } else { 0.0 },
            },
            cross,
            lot_step: self.terms.lot_step.unwrap_or_default(),
            max_quantity: self.terms.max_quantity,
            min_quantity: self.terms.min_quantity.unwrap_or_default(),
            min_notional: self.terms.min_notional.unwrap_or_default(),
        }
    }
}
