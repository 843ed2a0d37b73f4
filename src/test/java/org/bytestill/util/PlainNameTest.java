package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNameTest {
    private static final Path FOLDER = Path.of("model");

    @Test
    void aNameIsTheFileInTheFolder() {
        assertThat(PlainName.in(FOLDER, "model-00001-of-00002.safetensors")).contains(FOLDER.resolve("model-00001-of-00002.safetensors"));
        assertThat(PlainName.in(FOLDER, "Gewichte größer.safetensors")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "../x", "/etc/passwd", "a/b", "a\\b", "..\\x", "C:x", "a\u0000b", "a\nb"})
    void whatLeadsElsewhereIsNoName(String name) {
        assertThat(PlainName.in(FOLDER, name)).isEmpty();
    }

    @Test
    void aNameThatNoFileCanHaveIsNone() {
        assertThat(PlainName.in(FOLDER, "x".repeat(256))).isEmpty();
    }
}
