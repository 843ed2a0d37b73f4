package org.bytestill.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** Texts of every format; each is given the same content. */
class TextFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("text,label\n\"a, \"\"b\"\"\nc\",1\nd,2\n",
                "{\"text\": \"The license.\", \"score\": NaN}\n{\"text\": \"caf\\u00e9\"}\n",
                "The cost of café.\n\n漢字 \u0000\n").stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        boolean isJson = content.length > 0 && content[0] == '{';
        String ending = isJson ? ".jsonl" : content.length > 0 && content[0] == 't' ? ".csv" : ".txt";
        Corpus.read(new TextSource(List.of(put(folder.resolve("text" + ending), content)), 16, 0));
    }
}
