package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitedExpressionTest {
    @Test
    void aMatchHasItsGroups() {
        assertThat(LimitedExpression.of("layers\\.(\\d+)").match("layers.12").orElseThrow().group(1)).isEqualTo("12");
        assertThat(LimitedExpression.of("layers\\.(\\d+)").match("layers.x")).isEmpty();
    }

    @Test
    @Timeout(5)
    void anExpressionThatNeverEndsIsGivenUp() {
        LimitedExpression never = LimitedExpression.of("(.*)*(.*)*(.*)*(.*)*$x");
        assertThatThrownBy(() -> never.match("a".repeat(60))).hasMessage("it takes too many steps");
    }

    @Test
    @Timeout(5)
    void whatIsTooLongOrTooDeepIsNoExpression() {
        assertThatThrownBy(() -> LimitedExpression.of("a".repeat(100_000))).hasMessage("it has 100000 characters");
        assertThatThrownBy(() -> LimitedExpression.of("(")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LimitedExpression.of("(".repeat(5000) + ")".repeat(5000)).match("a".repeat(100)).orElseThrow())
                .isInstanceOf(RuntimeException.class);
    }
}
