package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    @Test
    void freedMemoryMayBeGivenBackOnEverySystem() {
        assertThatCode(NativeMemory::release).doesNotThrowAnyException();
    }
}
