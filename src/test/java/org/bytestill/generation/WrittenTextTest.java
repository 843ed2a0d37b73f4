package org.bytestill.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenTextTest {
    private static WrittenText of(List<String> stops, String... tokens) {
        WrittenText text = new WrittenText(stops);
        for (String token : tokens) {
            text.append(token.getBytes(UTF_8));
        }
        return text;
    }

    private static String shown(WrittenText text) {
        return new String(text.bytes(), UTF_8);
    }

    @Test
    void theTextIsCutBeforeAStopStringWhereverTokensEnd() {
        assertThat(shown(of(List.of("###"), "a#", "b", "##", "#c"))).isEqualTo("a#b");
        assertThat(shown(of(List.of("abab"), "xa", "ba", "ab"))).as("a beginning that fails and begins anew").isEqualTo("xabaab");
        WrittenText within = of(List.of("\n\n"), "one\n\ntwo");
        assertThat(shown(within)).isEqualTo("one");
        assertThat(within.stopString()).isEqualTo("\n\n");
    }

    @Test
    void ofSeveralStopStringsTheOneThatBeginsFirstEndsTheText() {
        WrittenText text = of(List.of("cd", "bcde", "x"), "ab", "cdx");
        assertThat(shown(text)).isEqualTo("ab");
        assertThat(text.stopString()).isEqualTo("cd");
        WrittenText longer = of(List.of("cd", "bcde"), "a", "bcde");
        assertThat(shown(longer)).isEqualTo("a");
        assertThat(longer.stopString()).isEqualTo("bcde");
    }

    @Test
    void whatMayBecomeAStopStringIsHeldBackUntilItIsCertain() {
        WrittenText text = new WrittenText(List.of("STOP", "TOO"));
        text.append("go S".getBytes(UTF_8));
        assertThat(text.certain(false)).isEqualTo("go ");
        text.append("TO".getBytes(UTF_8));
        assertThat(text.certain(false)).isEmpty();
        text.append("!".getBytes(UTF_8));
        assertThat(text.certain(false)).isEqualTo("STO!");
        text.append("STO".getBytes(UTF_8));
        assertThat(text.certain(false)).isEmpty();
        assertThat(text.certain(true)).as("nothing follows").isEqualTo("STO");
    }

    @Test
    void charactersAreShownWhole() {
        byte[] euro = "€".getBytes(UTF_8);
        WrittenText text = new WrittenText(List.of());
        text.append(new byte[] {'a', euro[0]});
        assertThat(text.certain(false)).isEqualTo("a");
        text.append(new byte[] {euro[1]});
        assertThat(text.certain(false)).isEmpty();
        text.append(new byte[] {euro[2], euro[0]});
        assertThat(text.certain(false)).isEqualTo("€");
        text.append(new byte[] {'b'});
        assertThat(text.certain(false)).as("no character can come of it any more").isEqualTo("\uFFFDb");
    }
}
