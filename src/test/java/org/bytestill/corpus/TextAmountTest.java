package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextAmountTest {
    @TempDir
    Path folder;

    private static TextAmount amount(long maxBytes, Path... files) {
        return TextAmount.of(new TextSource(List.of(files), 64, maxBytes));
    }

    @Test
    void ofPlainTextTheSizeIsTheAmountAndOfASmallFileOfRecordsItIsCounted() throws IOException {
        Path plain = Files.writeString(folder.resolve("a.txt"), "one two");
        Path lines = Files.writeString(folder.resolve("a.jsonl"),
                "{\"text\": \"one\", \"other\": \"much more than the text\"}\n{\"text\": \"é\"}");
        assertThat(amount(0, plain, lines)).isEqualTo(new TextAmount(7 + 5, 4, true));
        assertThat(amount(8, plain, lines)).isEqualTo(new TextAmount(8, 4, true));
    }

    @Test
    void aChatIsADocumentOfItsOwnAndALongTextIsAsManyAsItIsCutInto() throws IOException {
        String chat = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}, {\"role\": \"assistant\", \"content\": \"Ho\"}]}\n";
        Path chats = Files.writeString(folder.resolve("chats.jsonl"), chat.repeat(50));
        TextSource source = new TextSource(List.of(chats), 2048, 0);
        TextAmount amount = TextAmount.of(source);
        assertThat(amount.documentBytes()).isEqualTo(amount.bytes() / 50).isLessThan(200);
        Path plain = Files.writeString(folder.resolve("long.txt"), "0123456789".repeat(64));
        assertThat(amount(0, plain).documentBytes()).isEqualTo(64);
    }

    @Test
    void ofALargeFileOfRecordsTheBeginningTellsHowMuchTextThereIs() throws IOException {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(5);
        long text = 0;
        for (int row = 0; row < 40_000; row++) {
            String content = Long.toString(random.nextLong(), 36).repeat(20);
            text += content.length();
            lines.append("{\"id\": ").append(row).append(", \"text\": \"").append(content).append("\"}\n");
        }
        byte[] bytes = lines.toString().getBytes(UTF_8);
        Path plain = Files.write(folder.resolve("a.jsonl"), bytes);
        Path packed = Files.write(folder.resolve("b.jsonl.zst"), Zstd.compress(bytes));
        for (Path file : List.of(plain, packed)) {
            TextAmount amount = amount(0, file);
            assertThat(amount.isExact()).isFalse();
            assertThat(amount.bytes()).isCloseTo(text, within(text / 5));
            assertThat(amount.documentBytes()).isBetween(50L, 64L);
        }
        assertThat(amount(0, folder).bytes()).isCloseTo(2 * text, within(2 * text / 5));
    }
}
