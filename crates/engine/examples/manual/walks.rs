//! A few sentences that walk through the example of a calculator; a calculator without them shows its figures alone.

/// The walk of a calculator's example, to be filled with the figures of the case `example`.
pub fn of(slug: &str) -> &'static str {
    WALKS.iter().find(|(other, _)| *other == slug).map_or("", |(_, text)| text)
}

const WALKS: &[(&str, &str)] = &[
    (
        "position-size",
        "A long at {{example:entry}} is given up at {{example:stop}}. Between the two, one coin loses \
         {{example.loss_per_unit}}: the distance, and the fees of going in and coming out. The trade may cost \
         {{example:risk_pct}} of {{example:equity}}, which is {{example.risk_budget_amount}}; divided by the loss of one \
         coin and rounded down to the lot that makes **{{example.quantity}}**. Stopped out, it costs \
         {{example.|profit_at_stop|}}, a little less than allowed because of the rounding. The leverage of \
         {{example:leverage}} has no part in the size: it decides the margin of {{example.initial_margin}}, and that \
         liquidation waits at {{example.liquidation_price}}, beyond the stop.",
    ),
    (
        "scaling-plan",
        "Four orders of equal size, each a step of `2%` above the last, add to a long while it goes the right way. One \
         stop trails the newest fill. The size is the largest with which no stage of the ladder loses more than \
         {{example.risk_budget_amount}}: each order buys {{example.first_quantity}}, and the worst moment is after order \
         {{example.worst_rung}}, when the stop would cost {{example.realised_risk_amount}}. With all orders filled the \
         position is {{example.quantity}} at an average of {{example.average_entry}}, and the stop has moved so far up \
         that being stopped there ends at {{example.profit_at_stop}}.",
    ),
    (
        "liquidation",
        "A position worth {{example.notional}}, opened at {{example:leverage}}, is backed by {{example.initial_margin}} of its \
         own. The venue wants {{example.maintenance_requirement}} of that to remain. A fall to \
         {{example.liquidation_price}} eats the difference, and the position is taken over there, \
         {{example.|liquidation_distance_pct|}} below the entry. Were it simply closed, the last of the margin would be \
         gone at {{example.bankruptcy_price}}; what lies between the two prices is the venue's cushion, not yours.",
    ),
    (
        "scale-out",
        "The same long takes profit in three parts, and its stop goes to breakeven once the first is filled. If every \
         target is hit the plan earns {{example.plan_r_net}} after costs. Stopped at once it loses \
         {{example.|profit_at_stop|}}; after the first target nothing can be lost any more, the worst being \
         {{example.worst_after_first}}. With no view on direction the odds of the targets follow from their distances, and \
         the plan is worth {{example.expected_amount}}: the costs, since exits move risk about and make no edge.",
    ),
    (
        "average-entry",
        "Two buys and a partial sale leave {{example.open_quantity}}. Selling a part takes profit and does not move the \
         average, which stays at {{example.average_entry}}. At {{example:mark_price}} what is open is worth \
         {{example.open_profit}}; the part sold has brought {{example.realised_profit}} after all fees. The stop would now \
         cost little, so within the risk of {{example.risk_budget_amount}} another {{example.room_quantity}} may be \
         added, at an average of {{example.average_after}} from then on.",
    ),
    (
        "funding",
        "Longs pay {{example:funding_rate_pct}} of the notional at every stamp. Over {{example:hours}} the position meets \
         {{example.stamps_expected}} of them and pays {{example.funding_expected_amount}}. That sounds like nothing; at the \
         same rate it is {{example.annual_funding_pct}} of the notional a year, and the gain at the target would be eaten \
         in {{example.target_days}}. Fees and funding together put breakeven at {{example.breakeven_price}}.",
    ),
    (
        "cross-account",
        "Three positions share one wallet and some collateral in coin. The account holds {{example.margin_balance}} of \
         margin against a requirement of {{example.maintenance_requirement}}, so {{example.margin_used_pct}} is used. That \
         looks idle, yet the positions are {{example.exposure}} of equity before long and short are set against each other: \
         a fall of {{example.|fall_shock_pct|}} in everything at once ends the account. The tables name the price at which \
         each position brings that about, and the reduction that buys most room.",
    ),
    (
        "exposure-throttle",
        "Equity stands {{example.drawdown_pct}} below its highest. The rule carries {{example:base_exposure}} of exposure \
         until a drawdown of {{example:throttle_start_pct}} and nothing at {{example:throttle_stop_pct}}; in between it \
         reduces in a straight line, which allows {{example.exposure}} now. Held are {{example.held_exposure}}, so \
         {{example.|trade_quantity|}} have to go. A fall of {{example.gap_pct}} before the next look would land on the \
         floor of {{example.floor_amount}}.",
    ),
    (
        "kelly",
        "Winning {{example:win_pct}} of the trades and {{example:payoff_ratio}} for one when it wins, this edge makes \
         {{example.expectancy_r}} a trade. Growth is fastest at {{example.full_fraction_at_risk_pct}} at risk; beyond \
         {{example.zero_growth_fraction_pct}} there is none, however good the edge. The example takes \
         {{example:kelly_share_pct}} of the fastest, **{{example.fraction_at_risk_pct}}**, and keeps \
         {{example.growth_kept_pct}} of the growth. No record stands behind the win rate yet, which is why the page calls \
         it an upper bound.",
    ),
    (
        "risk-of-ruin",
        "{{example:risk_pct}} at risk on every trade, {{example:win_pct}} of them won at {{example:payoff_ratio}} for one. \
         Within {{example:trades_ahead}} trades ruin, here the loss of half the account, is all but excluded: \
         {{example.ruin_chance_pct}}. But one account in twenty falls deeper than {{example.drawdown_bad_pct}} on the way, \
         and a run of {{example.longest_streak}} losses is what to expect, not an accident.",
    ),
    (
        "money-management",
        "The same sequence of trades, sized by seven rules. Optimal f, {{example.optimal_f_pct}} of equity a trade, ends \
         highest, and one account in twenty falls by {{example.optimal_f_drawdown_pct}} or more on the way, which nobody sits \
         through. The rule that grows \
         most within the fall one would bear is **{{example.best_rule}}**, at {{example.secure_f_pct}}. The martingale is \
         ended by {{example.martingale_losses}} losses in a row, and such a run comes with a chance of \
         {{example.martingale_chance_pct}}.",
    ),
    (
        "portfolio",
        "Four coins that mostly move together, one of them shorted. Half of Kelly, within a gross limit of \
         {{example:gross_limit}}, puts the account at a volatility of {{example.account_vol_pct}}. Four names count as \
         {{example.effective_names}} independent ones. If every stop is hit at once {{example.heat_pct}} of equity is gone; \
         with the correlations taken into account it is {{example.correlated_heat_pct}}.",
    ),
    (
        "volatility-target",
        "The account is to swing by {{example:target_vol_pct}} a year while the market swings by {{example:annual_vol_pct}}. \
         The ratio of the two is the exposure, {{example.uncapped_exposure}} of equity, and down to the lot that is \
         **{{example.quantity}}**. A usual day then moves the account by {{example.daily_sigma_amount}} one way or the \
         other. When the market calms down the position grows, and when it wakes up it shrinks.",
    ),
    (
        "delta-rebalance",
        "Somebody has sold puts and calls and holds a little of the perpetual. At {{example:forward_price}} the book has a \
         delta of {{example.book_delta}}: it gains and loses like that many coins. The band around neutral ends at \
         {{example.delta_band_high}}, so **{{example.|trade_quantity|}}** are sold and {{example.steered_delta_after}} remain. \
         Gamma is negative, {{example.book_gamma}} per unit of price: the hedge will be wrong again after a move either \
         way. For that the book is paid {{example.book_theta}} a day.",
    ),
    (
        "implied-volatility",
        "A call struck at {{example:strike}}, a month ahead, costs {{example:option_price}} with the forward at \
         {{example:forward_price}}. The volatility that makes the model give that price is \
         **{{example.implied_vol_pct}}**. Read as a move, it is {{example.expected_move}} either way to expiry, or \
         {{example.daily_move}} a day. The option ends in the money with a chance of {{example.in_the_money_chance_pct}}, \
         but touches its strike on the way far more often: {{example.touch_strike_chance_pct}}.",
    ),
    (
        "debt-position",
        "Coins worth {{example.collateral_amount}} secure a debt of {{example.debt_amount}}. The protocol counts them at \
         less than they are worth, which gives a health factor of {{example.health_factor}}; below one the loan may be \
         liquidated, and that is at {{example.liquidation_price}}, a move of **{{example.liquidation_distance_pct}}**. To \
         reach the health factor wanted, {{example:wanted_health_factor}}, {{example.repay_amount}} would have to be \
         repaid, or collateral of {{example.add_amount}} added.",
    ),
    (
        "liquidity-position",
        "{{example:deposit_amount}} went into a range from {{example:range_lower}} to {{example:range_upper}} with the price \
         at {{example:entry}}. At {{example:mark_price}} the position is worth **{{example.liquidity_value}}** and has sold \
         coins on the way up: {{example.liquidity_base}} are left. Simply holding what was put in would be worth \
         {{example.|against_holding_amount|}} more, which fees have to earn back. A short of {{example.|hedge_quantity|}} \
         makes it neutral to the price for now.",
    ),
];
