package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.shapes.Mapping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the text of a command. */
abstract class TextOptions {
    @Mixin
    private MapOptions map;

    @Option(names = "--chat-template", paramLabel = "FILE",
            description = "A Jinja chat template for conversations, for models that have none of their own.")
    private @Nullable Path template;

    /** Of a command that reads a text. */
    static final class Required extends TextOptions {
        @Option(names = "--text", paramLabel = "FILE", required = true, arity = "1..*",
                description = "Text files, or folders of them: ${bundle:text.formats}.")
        private List<Path> files;

        @Override
        List<Path> files() {
            files = PipedText.files(files);
            return files;
        }
    }

    /** Of a command that may read something else instead. */
    static final class Optional extends TextOptions {
        @Option(names = "--text", paramLabel = "FILE", arity = "1..*",
                description = "Text files, or folders of them: ${bundle:text.formats}.")
        private List<Path> files = new ArrayList<>();

        boolean isNamed() {
            return !files.isEmpty();
        }

        @Override
        List<Path> files() {
            files = PipedText.files(files);
            return files;
        }
    }

    /** The files; a pipe is kept as one. */
    abstract List<Path> files();

    /** The chat template that is named; null if none is. */
    @Nullable
    Path template() {
        return template;
    }

    /** How conversations are read. */
    RunConfig.Chat chat() {
        RunConfig.Chat usual = RunConfig.defaults().chat();
        return new RunConfig.Chat(usual.supervise(), usual.thinking(), template == null ? usual.template() : template.toString());
    }

    /** What was said of columns, as a configuration holds it. */
    List<String> columns() {
        return List.copyOf(map.entries);
    }

    /** The text. Throws UserError if documents are too short or a mapping is none. */
    TextSource source(int documentBytes, long maxBytes) {
        return new TextSource(files(), map.mapping(), documentBytes, maxBytes);
    }

    /** Option for columns that have another name than their fields. */
    static final class MapOptions {
        @Option(names = "--map", paramLabel = "FIELD=COLUMN",
                description = "Which column of a file of records holds a field, such as text=content. May be given several times.")
        private List<String> entries = new ArrayList<>();

        /** Throws UserError if an entry is none. */
        Mapping mapping() {
            return Mapping.of(entries);
        }
    }
}
