//! Which coin a contract's name is about.

/// What a name without a separator goes on with after its coin. Longer names stand before those they end with.
const QUOTES: &[&str] = &["USDTM", "USDCM", "FDUSD", "USDT", "USDC", "USDM", "USD", "PERP", "EUR", "GBP", "DAI"];
/// What Kraken writes before the coin: perpetual or fixed, inverse or linear.
const PREFIXES: &[&str] = &["PI_", "PF_", "FI_", "FF_", "PV_"];
/// Letters of the months in which contracts end, January first.
const MONTHS: &str = "FGHJKMNQUVXZ";

/// The coin of a contract, in capitals: `BTC` of `BTCUSDT`, `BTC-USD-SWAP`, `BTCUSD_PERP`, `BTC/USDT:USDT`, `XBTUSDTM` and
/// `XBTH26`; a thousand of a coin under a name of their own, as `kPEPE`, stay what they are called.
///
/// ```
/// use ballast_engine::records::coin_of;
/// assert_eq!(["BTCUSDT", "PI_XBTUSD", "BTC-USD-SWAP"].map(coin_of), ["BTC"; 3]);
/// ```
pub fn coin_of(symbol: &str) -> String {
    let name = symbol.trim().to_ascii_uppercase();
    let name = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(&name);
    let first = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or(name);
    let undated = without_month(first);
    let is_quote_itself = QUOTES.contains(&undated);
    let coin = QUOTES.iter().find_map(|quote| undated.strip_suffix(quote)).filter(|_| !is_quote_itself);
    coin_named(coin.unwrap_or(undated))
}

/// A coin that is named alone, as collateral is: nothing is taken off, so `TUSD` is no `T`.
///
/// ```
/// use ballast_engine::records::coin_named;
/// assert_eq!([coin_named("xbt"), coin_named("TUSD")], ["BTC", "TUSD"]);
/// ```
pub fn coin_named(coin: &str) -> String {
    let coin = coin.trim().to_ascii_uppercase();
    if coin == "XBT" { "BTC".to_owned() } else { coin }
}

/// Whether a coin is a dollar, or stands in for one.
///
/// ```
/// use ballast_engine::records::is_dollar;
/// assert!(is_dollar("usdc") && !is_dollar("EUR"));
/// ```
pub fn is_dollar(coin: &str) -> bool {
    let coin = coin.trim().to_ascii_uppercase();
    coin.starts_with("USD") || ["BUSD", "FDUSD", "TUSD", "PYUSD", "RLUSD", "DAI"].contains(&coin.as_str())
}

/// Coins that others wrap or stake, under names that end with theirs.
const WRAPPED: &[&str] = &["ETH", "BTC", "SOL", "AVAX", "BNB", "MATIC", "ATOM", "DOT"];

/// The coin that a wrapped or staked one follows, `ETH` of `WETH` and `wstETH`; none that is known.
///
/// ```
/// use ballast_engine::records::family_of;
/// assert_eq!((family_of("wstETH"), family_of("LINK")), (Some("ETH"), None));
/// ```
pub fn family_of(coin: &str) -> Option<&'static str> {
    let coin = coin_named(coin);
    WRAPPED.iter().find(|name| coin.ends_with(**name)).copied()
}

/// `XBTH26` and `BTCUSDZ25` without the month in which they end.
fn without_month(name: &str) -> &str {
    let Some((head, tail)) = name.len().checked_sub(3).and_then(|at| name.split_at_checked(at)) else { return name };
    let mut letters = tail.chars();
    let is_month = letters.next().is_some_and(|letter| MONTHS.contains(letter));
    let is_dated = is_month && letters.all(|letter| letter.is_ascii_digit());
    if is_dated && head.len() > 1 { head } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contracts_of_one_coin_are_known_however_a_venue_writes_them() {
        for symbol in [
            "BTCUSDT",
            "BTC",
            "btc-usd-swap",
            "BTC-USDT-SWAP",
            "BTCUSD_PERP",
            "BTCUSDT_260626",
            "BTC/USDT:USDT",
            "BTC_USDC-PERPETUAL",
            "BTC-26JUN26",
            "BTCPERP",
            "BTCUSDT Perp",
            "XBTUSD",
            "XBTUSDTM",
            "XBTH26",
            "BTCUSDZ25",
            "PI_XBTUSD",
            "FI_XBTUSD_260626",
        ] {
            assert_eq!(coin_of(symbol), "BTC", "{symbol}");
        }
    }

    #[test]
    fn names_that_only_begin_alike_are_other_coins() {
        for (symbol, coin) in [
            ("ETHFIUSDT", "ETHFI"),
            ("BTCDOMUSDT", "BTCDOM"),
            ("SOLVUSDT", "SOLV"),
            ("kPEPE", "KPEPE"),
            ("1000SHIBUSDT", "1000SHIB"),
            ("BNBUSD", "BNB"),
            ("ARBUSD", "ARB"),
            ("PERPUSDT", "PERP"),
            ("PERP", "PERP"),
            ("USDCUSDT", "USDC"),
            ("USDT", "USDT"),
            ("H26", "H26"),
            ("", ""),
        ] {
            assert_eq!(coin_of(symbol), coin, "{symbol}");
        }
    }

    #[test]
    fn wrapped_and_staked_coins_are_of_the_family_they_follow() {
        assert_eq!(["WETH", "wstETH", "eth"].map(family_of), [Some("ETH"); 3]);
        assert_eq!([family_of("cbBTC"), family_of("XBT"), family_of("LINK")], [Some("BTC"), Some("BTC"), None]);
    }

    #[test]
    fn collateral_is_named_by_its_coin_and_nothing_is_taken_off() {
        assert_eq!([coin_named(" xbt "), coin_named("TUSD")], ["BTC", "TUSD"]);
    }
}
