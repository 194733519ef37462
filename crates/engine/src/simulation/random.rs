//! The generator: xoshiro256++ 1.0, seeded through SplitMix64, with a stream for each chunk of the work.
//!
//! Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM Transactions on
//! Mathematical Software 47(4) (2021), DOI 10.1145/3460772, and the authors' reference programs at
//! <https://prng.di.unimi.it/> (xoshiro256plusplus.c of 2019, splitmix64.c of 2015), whose figures the tests repeat.

/// SplitMix64: makes of one seed the four words that xoshiro starts from.
struct SplitMix(u64);

impl SplitMix {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let one = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let two = (one ^ (one >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        two ^ (two >> 31)
    }
}

/// The coefficients, in powers of the step, of 2^128 steps at once.
const JUMP: [u64; 4] = [0x180e_c6d3_3cfd_0aba, 0xd5a6_1266_f0c9_392c, 0xa958_2618_e03f_c9aa, 0x39ab_dc45_29b1_661c];

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// Stream `number` of a seed: the generator `number` times 2^128 steps further on, so that no two streams meet.
    ///
    /// ```
    /// use ballast_engine::simulation::Random;
    /// // The same on every machine; another stream of the same seed is another list.
    /// assert_eq!(Random::stream(1, 0).draw(), Random::stream(1, 0).draw());
    /// assert_ne!(Random::stream(1, 0).draw(), Random::stream(1, 1).draw());
    /// ```
    pub fn stream(seed: u64, number: u32) -> Self {
        let mut mixed = SplitMix(seed);
        let mut random = Self { state: [mixed.draw(), mixed.draw(), mixed.draw(), mixed.draw()] };
        for _ in 0..number {
            random.jump();
        }
        random
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let (c_next, d_next) = (c ^ a, d ^ b);
        self.state = [a ^ d_next, b ^ c_next, c_next ^ (b << 17), d_next.rotate_left(45)];
        a.wrapping_add(d).rotate_left(23).wrapping_add(a)
    }

    /// A number from 0, included, to 1, excluded: the upper 53 bits.
    ///
    /// ```
    /// use ballast_engine::simulation::Random;
    /// let mut random = Random::stream(7, 0);
    /// let mean = (0..10_000).map(|_| random.share()).sum::<f64>() / 10_000.0;
    /// assert!((mean - 0.5).abs() < 0.02);
    /// ```
    pub fn share(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.draw() >> 11) as f64 * STEP
    }

    /// A place in a list of `count`, each as likely as the others to within 2^-53 of the whole.
    ///
    /// ```
    /// use ballast_engine::simulation::Random;
    /// let mut random = Random::stream(7, 0);
    /// assert!((0..100).all(|_| random.place(6) < 6));
    /// ```
    pub fn place(&mut self, count: usize) -> usize {
        (self.share() * count as f64) as usize
    }

    fn jump(&mut self) {
        let mut there = [0; 4];
        for word in JUMP {
            for bit in 0..64 {
                if word >> bit & 1 == 1 {
                    there.iter_mut().zip(self.state).for_each(|(to, from)| *to ^= from);
                }
                self.draw();
            }
        }
        self.state = there;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_mix_gives_the_reference_figures() {
        // splitmix64.c with seed 1234567, as printed at https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
        let mut mixed = SplitMix(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(expected.map(|_| mixed.draw()), expected);
    }

    #[test]
    fn xoshiro_gives_the_reference_figures() {
        // xoshiro256plusplus.c from the state 1, 2, 3, 4, as in the tests of rand_xoshiro
        // (rust-random/rngs@17aa826cc38d3e8408c9489ac859fa9397acd479 rand_xoshiro/src/xoshiro256plusplus.rs).
        let mut random = Random { state: [1, 2, 3, 4] };
        let expected = [
            41_943_041,
            58_720_359,
            3_588_806_011_781_223,
            3_591_011_842_654_386,
            9_228_616_714_210_784_205,
            9_973_669_472_204_895_162,
            14_011_001_112_246_962_877,
            12_406_186_145_184_390_807,
            15_849_039_046_786_891_736,
            10_450_023_813_501_588_000,
        ];
        assert_eq!(expected.map(|_| random.draw()), expected);
    }

    #[test]
    fn a_jump_lands_where_the_reference_does() {
        // jump() of xoshiro256plusplus.c from the state 0, 0, 0, 1: DSCF-1224/xoshiro-fortran, test/README.md.
        let mut random = Random { state: [0, 0, 0, 1] };
        random.jump();
        assert_eq!(
            random.state,
            [0x934d_05e8_b207_6310, 0xeabd_d0bf_76a1_be51, 0x75dd_6a99_2acc_b1e8, 0xc660_c602_a733_0187]
        );
        assert_eq!([random.draw(), random.draw()], [0x88f9_a31a_fdb4_39f5, 0x3813_4a20_dfa1_a232]);
    }

    #[test]
    fn streams_of_a_seed_differ_and_come_again() {
        let first = |seed, number| Random::stream(seed, number).draw();
        assert_eq!(first(7, 3), first(7, 3));
        assert!(first(7, 3) != first(7, 4) && first(7, 3) != first(8, 3));
    }

    #[test]
    fn shares_and_places_stay_in_range_and_reach_all_of_it() {
        let mut random = Random::stream(1, 0);
        let mut counts = [0_u32; 7];
        for _ in 0..7000 {
            counts[random.place(7)] += 1;
            let share = random.share();
            assert!((0.0..1.0).contains(&share));
        }
        // Five standard deviations of 1000 ± 29.
        assert!(counts.iter().all(|count| (855..1145).contains(count)), "{counts:?}");
    }
}
