package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;

class ExportFormatsTest {
    @Test
    void everyFormatIsFoundByItsWordAlone() {
        assertThat(ExportFormats.ALL).allSatisfy(format -> {
            assertThat(ExportFormats.named(format.word())).isSameAs(format);
            assertThat(format.label()).isNotBlank();
            assertThat(format.about()).endsWith(".");
            assertThat(format.types()).isNotEmpty();
        });
    }

    @Test
    void aWrongWordIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> ExportFormats.named("onnx")).isInstanceOf(UserError.class).hasMessageContaining("\"onnx\" is not known")
                .hasMessageContaining("hf (Hugging Face folder), adapter (Adapter folder (PEFT))");
    }
}
