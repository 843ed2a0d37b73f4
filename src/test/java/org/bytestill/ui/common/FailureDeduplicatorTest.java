package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureDeduplicatorTest {
    @Test
    void whatFailsEverySecondIsToldOnceUntilItHasWorkedAgain() {
        List<Throwable> told = new ArrayList<>();
        FailureDeduplicator failure = new FailureDeduplicator(told::add);
        for (String message : new String[] {"first", "second", "third"}) {
            failure.failed(new IllegalStateException(message));
        }
        failure.worked();
        failure.failed(new IllegalStateException("later"));
        assertThat(told).extracting(Throwable::getMessage).containsExactly("first", "later");
    }
}
