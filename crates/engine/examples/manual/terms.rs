//! The terms of the field: one source for the glossary and for the links to it.

/// A term.
pub struct Term {
    pub name: &'static str,
    /// Other names, that link to it as well.
    pub also: &'static [&'static str],
    pub meaning: &'static str,
    /// Where it counts most.
    pub calculators: &'static [&'static str],
}

/// Terms that belong together.
pub struct Subject {
    pub name: &'static str,
    pub terms: &'static [Term],
}

const fn term(
    name: &'static str,
    also: &'static [&'static str],
    (meaning, calculators): (&'static str, &'static [&'static str]),
) -> Term {
    Term { name, also, meaning, calculators }
}

#[rustfmt::skip] // a term a line
pub const SUBJECTS: &[Subject] = &[
    Subject { name: "Contracts", terms: &[
        term("Derivative", &["derivatives"], (
            "A contract whose worth follows the price of something else, without owning that thing. Everything in Ballast is one, but for the loan and the liquidity position.",
            &[])),
        term("Perpetual", &["perpetual contract", "perpetual swap"], (
            "A future that never expires. Nothing forces its price to meet the coin's at a date; funding payments between longs and shorts keep the two together instead.",
            &["funding", "position-size"])),
        term("Dated future", &["quarterly"], (
            "A contract to settle at the price of a coin on a date. Until then it trades above or below the coin, and the difference shrinks to nothing as the date comes near.",
            &[])),
        term("Underlying", &[], (
            "What a derivative follows: mostly a coin's price in another currency, as an index of several exchanges measures it.",
            &[])),
        term("Linear contract", &[], (
            "A contract margined and settled in the quote currency, such as USDT. Profit is quantity times the change in price, so it is a straight line in the price.",
            &["position-size"])),
        term("Inverse contract", &["coin-margined"], (
            "A contract of a fixed sum in dollars, margined and settled in the coin. Profit in the coin is a curve in the price: a long loses ever more coins for every further dollar of a fall, because each of them is worth less.",
            &["liquidation"])),
        term("Quanto", &["quanto contract"], (
            "A contract on one price that settles in a currency which is neither side of it, at a fixed sum for every point of price. The settlement currency may move against you while the contract does not.",
            &["liquidation"])),
        term("Contract size", &[], (
            "What a single contract stands for: so many coins on a linear contract, so many dollars on an inverse one, so much settlement money for a point of price on a quanto.",
            &[])),
        term("Notional", &["notional exposure", "notional value"], (
            "What a position is worth at a price, whatever margin stands behind it. Fees, funding and maintenance are shares of it.",
            &["position-size"])),
        term("Settlement currency", &["settlement money"], (
            "The currency in which profit, loss and margin are counted: the quote currency on a linear contract, the coin on an inverse one.",
            &[])),
        term("Base and quote", &[], (
            "A price is so much quote for a piece of base. In a market of BTC against USDT, bitcoin is the base and the stablecoin the quote.",
            &[])),
        term("Lot", &["lot step"], (
            "The smallest step of a quantity that the exchange accepts. Sizes are rounded down to it, never up, so that no limit is exceeded by rounding.",
            &["position-size"])),
        term("Tick", &[], (
            "The smallest step of a price that the exchange accepts. Some venues state so many significant figures instead.",
            &[])),
        term("Mark price", &["mark"], (
            "The price at which a venue values open positions: an index of several markets, smoothed, so that one odd trade liquidates nobody. Stops may follow it or the last trade; liquidation nearly always follows the mark.",
            &["liquidation"])),
        term("Index price", &[], (
            "The average price of the coin on several spot markets, from which the mark price is derived.",
            &[])),
        term("Basis", &[], (
            "The price of a future or perpetual less the price of the coin. Positive basis is what a seller of the future who holds the coin earns until they meet.",
            &["funding"])),
    ] },
    Subject { name: "Margin and liquidation", terms: &[
        term("Margin", &[], (
            "Money set aside so that a loss can be paid. It limits how large a position may be opened, and how far the price may go before the venue steps in. It does not limit what a trade may lose before that: a stop does.",
            &["position-size", "liquidation"])),
        term("Initial margin", &[], (
            "What must be there to open a position: its notional over the leverage set, or what the venue's rate asks for.",
            &["position-size", "liquidation"])),
        term("Maintenance margin", &["maintenance"], (
            "What must remain while the position is open: a share of its notional, which rises with size. When the margin balance falls to it, the position is liquidated.",
            &["liquidation"])),
        term("Maintenance requirement", &[], (
            "Maintenance margin with whatever else the venue wants to see covered, often the fee of closing. In a shared wallet the requirements of all positions add up.",
            &["liquidation", "cross-account"])),
        term("Margin balance", &[], (
            "The margin behind a position with its open profit or loss included. This is what is compared with the requirement.",
            &["liquidation"])),
        term("Margin utilisation", &["margin used", "utilisation"], (
            "Requirement over margin balance. It grows as the price goes the wrong way, and the position is liquidated when the two are equal. Some venues show the inverse of it and call that a ratio too.",
            &["cross-account"])),
        term("Free margin", &["available margin"], (
            "What no open position or order has bound yet, and what a new one can use.",
            &["position-size", "cross-account"])),
        term("Isolated margin", &["isolated"], (
            "Only the margin given to a position stands behind it. It may be lost whole, and the rest of the wallet may not.",
            &["liquidation"])),
        term("Cross margin", &[], (
            "The whole wallet stands behind every position in it. Liquidation is farther away, and when it comes it takes everything.",
            &["cross-account", "liquidation"])),
        term("Leverage", &["exchange leverage"], (
            "On an exchange, a setting: notional over initial margin. It decides how much margin is bound and, when isolated, where liquidation is. It decides neither the risk, which size and stop do, nor how large the position is for the account, which exposure says.",
            &["position-size", "liquidation"])),
        term("Exposure", &[], (
            "Notional over equity: how many times the account is in the market. An account can be at a low exposure with a high leverage setting, and the other way round.",
            &["exposure-throttle", "volatility-target"])),
        term("Liquidation price", &[], (
            "The mark price at which the margin balance has fallen to the maintenance requirement, with everything else held as it is. From there the venue trades the position, not you.",
            &["liquidation"])),
        term("Liquidation", &["liquidated"], (
            "The venue takes a position over because its margin no longer covers the requirement, and closes it in parts or as a whole, usually for a fee.",
            &["liquidation"])),
        term("Bankruptcy price", &["bankruptcy"], (
            "The price at which nothing of the margin is left. It lies beyond the liquidation price, and the distance between the two is what the venue has to work with.",
            &["liquidation"])),
        term("Insurance fund", &[], (
            "A venue's reserve, fed by what liquidations leave over, that pays when a position is closed beyond its bankruptcy price.",
            &["liquidation"])),
        term("Auto-deleveraging", &["ADL"], (
            "What happens when the insurance fund cannot pay: positions on the winning side are closed at the bankruptcy price of the losing one, those with most profit and leverage first.",
            &["liquidation"])),
        term("Tier", &["tiers", "risk limit"], (
            "A step in a venue's table: positions up to this size have that maintenance rate and this much leverage at most. Rates of later tiers apply to the part above the step, which the deduction takes care of.",
            &["liquidation", "position-size"])),
        term("Deduction", &["maintenance amount"], (
            "The sum that a tier table takes off so that a position which has just passed a step does not owe the higher rate on all of it.",
            &["liquidation"])),
        term("Haircut", &[], (
            "The part of a coin posted as collateral that does not count. What does count is its weight.",
            &["cross-account"])),
        term("Collateral", &[], (
            "What secures a debt or a position: money, or coins at a part of their worth.",
            &["debt-position", "cross-account"])),
    ] },
    Subject { name: "Sizing a trade", terms: &[
        term("Equity", &[], (
            "All that an account is worth now: cash, and the open profit or loss of every position.",
            &["position-size"])),
        term("Wallet balance", &[], (
            "Cash in the account, without open profit. Equity is the balance with open profit added.",
            &["cross-account"])),
        term("Stop", &["stop loss", "stop price"], (
            "The price at which a trade is given up, as an order that becomes a market order there. It fills at what the market pays then, which may be worse.",
            &["position-size", "scale-out"])),
        term("Risk per trade", &[], (
            "What a trade may lose if the stop is hit, costs included, as a share of equity or a sum. Size follows from it.",
            &["position-size"])),
        term("R multiple", &["R net"], (
            "A result counted in what was at risk. A trade that risked a sum and made three times that made three R. Ballast counts net: the loss at the stop with all costs is one R.",
            &["position-size", "scale-out"])),
        term("Fixed fractional", &[], (
            "A rule that risks the same share of what the account is worth at each trade. Stakes shrink in a losing run and grow in a winning one.",
            &["money-management", "position-size"])),
        term("Fixed ratio", &[], (
            "A rule that adds a unit of size for every so much profit per unit held, whatever the account has grown to. It grows faster at first and slower later than a fixed fraction.",
            &["money-management", "position-size"])),
        term("Martingale", &[], (
            "Raising the stake after a loss to win everything back at once. It wins often and little, until a run of losses that any long record contains takes it all.",
            &["money-management"])),
        term("Average true range", &["ATR"], (
            "The usual distance between high and low of a period, gaps included, averaged over several. A stop at some multiples of it is about as far in calm markets as in wild ones, measured in noise.",
            &["position-size"])),
        term("Slippage", &[], (
            "The difference between the price at which a market order was expected to fill and the one at which it did. It is nearly always against you.",
            &["position-size"])),
        term("Maker and taker", &["maker fee", "taker fee"], (
            "A limit order that waits in the book makes the market and pays the lower fee, or is paid one; an order that trades at once takes from it and pays the higher. Stops are takers.",
            &["position-size"])),
        term("Breakeven price", &["breakeven"], (
            "Where closing pays back everything that was spent: both fees, and funding where there was any. It is farther from the entry than most venues show.",
            &["average-entry", "funding"])),
        term("Reduce only", &["reduce-only"], (
            "A mark on an order: it may close a position and never open or turn one. Stops and targets carry it.",
            &["position-size"])),
    ] },
    Subject { name: "Building up and taking down", terms: &[
        term("Rung", &["rungs", "ladder"], (
            "One order of several with which a position is built or closed, each at its own price.",
            &["scaling-plan"])),
        term("Pyramid", &["pyramiding"], (
            "Adding to a position that is in profit, usually in shrinking or equal parts and with a stop that follows. The average gets worse with every order, and the stop has to make up for that.",
            &["scaling-plan"])),
        term("Averaging down", &["dollar-cost averaging", "DCA"], (
            "Adding while the price goes the wrong way, so that the average follows it. Breakeven comes nearer and the loss at the stop grows with every order.",
            &["scaling-plan"])),
        term("Average entry price", &["average entry"], (
            "What the open quantity cost a piece: quantities weighted by their prices; on an inverse contract, by the reciprocals of their prices. Selling a part does not change it.",
            &["average-entry"])),
        term("Trailing stop", &[], (
            "A stop that follows the price at a distance while it goes the right way, and stays where it is otherwise.",
            &["scaling-plan", "scale-out"])),
        term("Heat", &["portfolio heat"], (
            "What all open positions lose together if every stop is hit. Counted with correlation it is less than the sum, as not everything goes wrong at once; in a crash, it mostly does.",
            &["cross-account", "portfolio"])),
        term("Unrealised profit", &["open profit"], (
            "What closing now would bring, before the costs of doing so.",
            &["average-entry"])),
        term("Realised profit", &[], (
            "What the parts already closed have brought, with fees paid.",
            &["average-entry"])),
    ] },
    Subject { name: "Holding and carrying", terms: &[
        term("Funding", &["funding rate"], (
            "A payment between longs and shorts of a perpetual at fixed hours, as a share of notional. A positive rate is paid by longs. It draws the perpetual towards its index, and adds up over a holding.",
            &["funding"])),
        term("Stamp", &["stamps"], (
            "A moment at which funding is paid. Only who holds a position then pays or receives, so the number of stamps counts, not the hours.",
            &["funding"])),
        term("Carry", &["carry trade", "cash and carry"], (
            "Holding two legs that cancel each other's price risk, to earn funding or basis. What threatens it are fees, margin on the losing leg, and a rate that turns.",
            &["funding"])),
        term("Annual rate", &["APR", "APY"], (
            "A rate by the year. Without compounding it is so many payments times the rate of one; with compounding each payment earns too, and the figure is larger.",
            &["funding"])),
    ] },
    Subject { name: "Edge and odds", terms: &[
        term("Edge", &["expectancy"], (
            "What a bet brings on average, in multiples of the stake. Without one no sizing rule makes money; with one, size decides whether it is kept.",
            &["kelly", "risk-of-ruin"])),
        term("Payoff ratio", &[], (
            "The average win over the average loss.",
            &["kelly"])),
        term("Win rate", &[], (
            "The share of trades that win. It says nothing without the payoff ratio.",
            &["kelly"])),
        term("Kelly fraction", &["Kelly", "full Kelly"], (
            "The share of capital that makes it grow fastest in the long run, if the edge is as stated. It swings wildly, and halves at some time with a chance of one in two, so most take a part of it.",
            &["kelly"])),
        term("Half Kelly", &["fractional Kelly", "share of Kelly"], (
            "Betting a fixed part of what Kelly says. Half of it keeps about three quarters of the growth with half of the swings, and forgives an edge that was overestimated.",
            &["kelly"])),
        term("Optimal f", &[], (
            "The Kelly fraction as counted from a list of trades, in units of the largest loss among them. It trusts that no later loss is larger.",
            &["money-management"])),
        term("Shrinkage", &[], (
            "Taking an estimate for less than it says, because part of every good record is luck. The fewer the trades, the more is taken off.",
            &["kelly"])),
        term("Drawdown", &[], (
            "How far equity stands below its highest, as a share of that highest. Half lost takes a doubling to win back.",
            &["exposure-throttle", "risk-of-ruin"])),
        term("Risk of ruin", &["ruin"], (
            "The chance ever to fall to a level at which one would stop, whether by rule or by nerves. It need not be zero money.",
            &["risk-of-ruin"])),
        term("Correlation", &["correlations"], (
            "How much two things move together. Coins move together strongly, and most strongly when everything falls, so that many positions are fewer bets than they look.",
            &["portfolio", "cross-account"])),
    ] },
    Subject { name: "Volatility and protection", terms: &[
        term("Volatility", &["annual volatility"], (
            "How much a price fluctuates: the standard deviation of its returns, mostly by the year. A year's is about nineteen times a day's, as it grows with the square root of time.",
            &["volatility-target", "implied-volatility"])),
        term("Volatility target", &[], (
            "Holding as much as keeps the account's own fluctuation steady: little in wild markets, more in calm ones.",
            &["volatility-target"])),
        term("Drift", &[], (
            "By how much a price is expected to rise with time. Nobody knows it; assuming none takes no view.",
            &["liquidation"])),
        term("Value at risk", &[], (
            "The loss that is not exceeded over some days with a stated chance. It says nothing about how large the loss is when it is exceeded.",
            &["exposure-throttle"])),
        term("CPPI", &["constant proportion portfolio insurance"], (
            "Keeping exposure at a multiple of the cushion, which is what equity has above a floor. It reduces as equity falls and would never breach the floor, if the price never jumped.",
            &["exposure-throttle"])),
        term("Gap risk", &[], (
            "That a price jumps over the levels at which one meant to act: a stop, a rebalancing, a floor. With CPPI the largest fall that still ends on the floor is one over the multiplier.",
            &["exposure-throttle"])),
        term("No-trade zone", &["no-trade band"], (
            "How far a position may stray from its target before it is worth trading. It trades a little accuracy for much lower costs.",
            &["volatility-target", "delta-rebalance"])),
    ] },
    Subject { name: "Options", terms: &[
        term("Option", &[], (
            "The right, not the duty, to buy (a call) or sell (a put) at a price until or on a date. Who sells it takes the duty, and a premium for it.",
            &["delta-rebalance", "implied-volatility"])),
        term("Strike", &[], (
            "The price at which an option may be exercised.",
            &["implied-volatility"])),
        term("Forward price", &[], (
            "The price agreed now for a date ahead. Options on it need no interest rate, so Ballast starts from the forward: the future of the same expiry.",
            &["implied-volatility"])),
        term("Implied volatility", &[], (
            "The volatility with which a model gives the price that an option trades at. It is what the market charges for movement, not a forecast that must come true.",
            &["implied-volatility"])),
        term("Expected move", &[], (
            "Implied volatility as a distance in price over the option's remaining time: about two times out of three the price should end within it.",
            &["implied-volatility"])),
        term("Delta", &[], (
            "By how much a position gains when the price rises by one: the number of coins it behaves like at the moment. It changes with the price.",
            &["delta-rebalance"])),
        term("Coin delta", &[], (
            "Delta where profit is counted in the coin. An option that is paid for in the coin has its price in it, which this subtracts: the hedge for whoever counts in coins.",
            &["delta-rebalance"])),
        term("Gamma", &[], (
            "By how much delta changes when the price rises by one. Sold options have a negative one: every move makes the hedge wrong in the direction that hurts.",
            &["delta-rebalance"])),
        term("Vega", &[], (
            "What a position gains when implied volatility rises by a point.",
            &["delta-rebalance"])),
        term("Theta", &[], (
            "What a position gains by a day passing with nothing else changing. Sellers of options earn it, as the wage for their gamma.",
            &["delta-rebalance"])),
        term("Delta-neutral", &["delta neutral"], (
            "At a delta of zero: a small move neither gains nor loses. It stays so only until the price has moved.",
            &["delta-rebalance", "liquidity-position"])),
        term("In the money", &[], (
            "With worth if exercised now: a call below the price, a put above it. The rest of an option's price is time value.",
            &["implied-volatility"])),
    ] },
    Subject { name: "Lending and liquidity", terms: &[
        term("Health factor", &[], (
            "What a loan's collateral counts for at the protocol's thresholds, over the debt. Below one the loan may be liquidated by anybody.",
            &["debt-position"])),
        term("Loan to value", &[], (
            "Debt over the worth of its collateral.",
            &["debt-position"])),
        term("Liquidation threshold", &[], (
            "The share of a collateral's worth that a protocol counts against the debt before it lets the loan be liquidated.",
            &["debt-position"])),
        term("Close factor", &[], (
            "The share of a debt that may be repaid in one liquidation.",
            &["debt-position"])),
        term("Concentrated liquidity", &[], (
            "Providing both coins of a pair between two prices only. Within them it earns fees faster; outside it holds only one of the two, the one that fell behind.",
            &["liquidity-position"])),
        term("Impermanent loss", &[], (
            "What a liquidity position is worth less than simply holding what was put in. It is lost for good if the price does not come back, and fees have to pay for it.",
            &["liquidity-position"])),
    ] },
];
