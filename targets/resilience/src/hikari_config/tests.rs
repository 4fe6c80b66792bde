//! Settings as the source makes them, and what its setters throw.

use super::Property::{
    ConnectionTimeout, IdleTimeout, KeepaliveTime, LeakDetectionThreshold, MaxLifetime,
    MaximumPoolSize, MinimumIdle, ValidationTimeout,
};
use super::*;

/// Values of a file; the setting looked at; what it ends as; the line in the log.
type Case = (&'static [(Property, i64)], Property, i64, &'static str);

#[test]
fn settings_end_as_validate_numerics_says() {
    let life = "maxLifetime is less than 30000ms, setting to default 1800000ms.";
    let alive = "keepaliveTime is less than 30000ms, disabling it.";
    let outlived = "keepaliveTime is greater than or equal to maxLifetime, disabling it.";
    let leak = "leakDetectionThreshold is less than 2000ms or more than maxLifetime, disabling it.";
    let close = "idleTimeout is close to or more than maxLifetime, disabling it.";
    let short = "idleTimeout is less than 10000ms, setting to default 600000ms.";
    let fixed = "idleTimeout has been set but has no effect because the pool is operating as a fixed size pool.";
    let cases: &[Case] = &[
        (&[], ConnectionTimeout, 30_000, ""),
        (&[], ValidationTimeout, 5_000, ""),
        (&[], IdleTimeout, 600_000, ""),
        (&[], LeakDetectionThreshold, 0, ""),
        (&[], MaxLifetime, 1_800_000, ""),
        (&[], KeepaliveTime, 0, ""),
        (&[], MaximumPoolSize, 10, ""),
        (&[], MinimumIdle, 10, ""),
        (
            &[(ConnectionTimeout, 0)],
            ConnectionTimeout,
            2_147_483_647,
            "",
        ),
        (&[(ConnectionTimeout, 250)], ConnectionTimeout, 250, ""),
        (&[(ValidationTimeout, 250)], ValidationTimeout, 250, ""),
        (&[(MaxLifetime, 0)], MaxLifetime, 0, ""),
        (&[(MaxLifetime, 30_000)], MaxLifetime, 30_000, ""),
        (&[(MaxLifetime, 29_999)], MaxLifetime, 1_800_000, life),
        (&[(MaxLifetime, -1)], MaxLifetime, 1_800_000, life),
        (&[(KeepaliveTime, 30_000)], KeepaliveTime, 30_000, ""),
        (&[(KeepaliveTime, 29_999)], KeepaliveTime, 0, alive),
        (&[(KeepaliveTime, 1_800_000)], KeepaliveTime, 0, outlived),
        (
            &[(KeepaliveTime, 1_800_000), (MaxLifetime, 0)],
            KeepaliveTime,
            1_800_000,
            "",
        ),
        // The lifetime is back at its default before it is compared with.
        (
            &[(KeepaliveTime, 60_000), (MaxLifetime, 20_000)],
            KeepaliveTime,
            60_000,
            life,
        ),
        (
            &[(LeakDetectionThreshold, 2_000)],
            LeakDetectionThreshold,
            2_000,
            "",
        ),
        (
            &[(LeakDetectionThreshold, 1_999)],
            LeakDetectionThreshold,
            0,
            leak,
        ),
        (
            &[(LeakDetectionThreshold, 1_800_001)],
            LeakDetectionThreshold,
            0,
            leak,
        ),
        (
            &[(LeakDetectionThreshold, 1_800_001), (MaxLifetime, 0)],
            LeakDetectionThreshold,
            1_800_001,
            "",
        ),
        // Less than nothing is kept: every borrower is a leak at once.
        (
            &[(LeakDetectionThreshold, -1)],
            LeakDetectionThreshold,
            -1,
            "",
        ),
        (&[(MaximumPoolSize, 4)], MinimumIdle, 4, ""),
        (
            &[(MaximumPoolSize, 4), (MinimumIdle, 5)],
            MinimumIdle,
            4,
            "",
        ),
        (&[(MinimumIdle, 0)], MinimumIdle, 0, ""),
        (
            &[(IdleTimeout, 9_999), (MinimumIdle, 5)],
            IdleTimeout,
            600_000,
            short,
        ),
        (
            &[(IdleTimeout, 10_000), (MinimumIdle, 5)],
            IdleTimeout,
            10_000,
            "",
        ),
        (
            &[
                (IdleTimeout, 119_001),
                (MinimumIdle, 5),
                (MaxLifetime, 120_000),
            ],
            IdleTimeout,
            0,
            close,
        ),
        (
            &[
                (IdleTimeout, 119_000),
                (MinimumIdle, 5),
                (MaxLifetime, 120_000),
            ],
            IdleTimeout,
            119_000,
            "",
        ),
        // The default may be too close as well.
        (
            &[(MinimumIdle, 5), (MaxLifetime, 600_000)],
            IdleTimeout,
            0,
            close,
        ),
        (&[(IdleTimeout, 9_999)], IdleTimeout, 9_999, fixed),
    ];
    for (values, property, wanted, text) in cases {
        let (config, warnings) = HikariConfig::from_properties(values.iter().copied()).unwrap();
        assert_eq!(config.get(*property), *wanted, "{values:?}");
        let texts: Vec<String> = warnings.into_iter().filter_map(|w| w.text).collect();
        assert_eq!(texts.join("\n"), *text, "{values:?}");
    }
}

#[test]
fn setters_throw_what_the_source_throws() {
    for (property, value, message) in [
        (
            ConnectionTimeout,
            249,
            "connectionTimeout cannot be less than 250ms",
        ),
        (
            ConnectionTimeout,
            -1,
            "connectionTimeout cannot be less than 250ms",
        ),
        (
            ValidationTimeout,
            249,
            "validationTimeout cannot be less than 250ms",
        ),
        (
            ValidationTimeout,
            0,
            "validationTimeout cannot be less than 250ms",
        ),
        (IdleTimeout, -1, "idleTimeout cannot be negative"),
        (MaximumPoolSize, 0, "maxPoolSize cannot be less than 1"),
        (MinimumIdle, -1, "minimumIdle cannot be negative"),
    ] {
        let mut config = HikariConfig::default();
        let error = config.set(property, value).unwrap_err();
        assert_eq!(
            (error.property, error.to_string()),
            (property, message.to_owned())
        );
        assert_eq!(
            config,
            HikariConfig::default(),
            "{message}: and nothing is set"
        );
    }
}

#[test]
fn a_timeout_that_got_past_the_setters_is_reset() {
    let mut config = HikariConfig {
        connection_timeout: 100,
        validation_timeout: 249,
        ..HikariConfig::default()
    };
    let texts: Vec<String> = config
        .validate()
        .into_iter()
        .filter_map(|w| w.text)
        .collect();
    assert_eq!(
        texts,
        [
            "connectionTimeout is less than 250ms, setting to 30000ms.",
            "validationTimeout is less than 250ms, setting to 5000ms."
        ]
    );
    assert_eq!(
        (config.connection_timeout, config.validation_timeout),
        (30_000, 5_000)
    );
}

#[test]
fn validated_twice_is_validated_once() {
    let values = [
        -1, 0, 1, 249, 250, 5_000, 9_999, 29_999, 30_000, 599_500, 600_000, 2_000_000,
    ];
    for first in Property::ALL {
        for second in Property::ALL {
            for a in values {
                for b in values {
                    let Ok((config, _)) = HikariConfig::from_properties([(first, a), (second, b)])
                    else {
                        continue;
                    };
                    let mut again = config.clone();
                    again.validate();
                    assert_eq!(again, config, "{first:?} = {a}, {second:?} = {b}");
                    assert!((0..=config.max_pool_size).contains(&config.min_idle));
                }
            }
        }
    }
}
