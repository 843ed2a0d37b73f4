package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pasted comes back byte for byte: line ends are never normalised. */
class TypedBytesTest {
    @ParameterizedTest
    @ValueSource(strings = {"one\r\ntwo\r\n", "old\rMac", "bell\u0007 and escape\u001b[0m", "plain\n\ttext é"})
    void everyByteOfPastedTextIsKept(String pasted) {
        byte[] bytes = pasted.getBytes(StandardCharsets.UTF_8);
        assertThat(ByteText.read(ByteText.typable(pasted))).isEqualTo(bytes);
        assertThat(ByteText.read(ByteText.show(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\r\ntwo"})
    void aLineStaysALine(String pasted) {
        assertThat(ByteText.typable(pasted)).isEqualTo("one\\x0D\ntwo");
        assertThat(ByteText.show(pasted.getBytes(StandardCharsets.UTF_8))).isEqualTo("one\\x0D\ntwo");
    }
}
