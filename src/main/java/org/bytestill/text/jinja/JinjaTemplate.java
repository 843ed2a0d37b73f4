package org.bytestill.text.jinja;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytestill.text.python.Fault;
import org.jspecify.annotations.Nullable;

/** A parsed template. Immutable; may be rendered by several threads at once. */
public final class JinjaTemplate {
    /** Longest template that is read, in characters. */
    private static final int MOST_CHARACTERS = 1 << 22;

    private final List<Statement> body;
    private final Map<String, Block> blocks;
    private final Layout layout;
    private final Entry entry;
    private final @Nullable Place self;
    private final Dialect dialect;

    /** A range of characters of a text, in code points. */
    public record Range(int start, int end) {}

    /**
     * A text with the ranges that generation blocks wrote, in the order in which they ended.
     *
     * @param generation the ranges as transformers counts them: from the end of what the template itself had written when the block ended
     */
    public record Rendered(String text, List<Range> generation) {}

    private JinjaTemplate(List<Statement> body, Dialect dialect) {
        this.dialect = dialect;
        this.body = body;
        this.blocks = new LinkedHashMap<>();
        this.layout = new Layout(null, 0);
        Site site = new Site(new Symbols(null, 0), layout, true, false, false, dialect);
        body.forEach(statement -> Block.collect(statement, blocks));
        this.self = Search.undeclared(body, Set.of("self")).isEmpty() ? null : layout.place(site.symbols().parameter("self"));
        body.forEach(statement -> statement.scan(site.symbols()));
        this.entry = site.entry();
        body.forEach(statement -> statement.bind(site));
        blocks.values().forEach(block -> block.bindBody(dialect));
    }

    /** A chat template. Throws as {@link #parse(String, Dialect)}. */
    public static JinjaTemplate parse(String source) {
        return parse(source, Dialect.CHAT);
    }

    /** @throws TemplateFault naming the line where the template is no Jinja or needs what is not supported */
    public static JinjaTemplate parse(String source, Dialect dialect) {
        try {
            if (source.length() > MOST_CHARACTERS) {
                throw Fault.bound("the template has %,d characters; at most %,d are allowed", source.length(), MOST_CHARACTERS);
            }
            return new JinjaTemplate(new Parser(Lexer.tokens(source, dialect)).template(), dialect);
        } catch (Fault e) {
            throw new TemplateFault(1, e);
        } catch (StackOverflowError e) {
            throw new TemplateFault(1, Fault.bound("the template is nested too deeply"));
        }
    }

    /**
     * @param variables values by name, of {@code text.python}
     * @param clock     what {@code strftime_now} writes
     * @throws TemplateFault naming the line at which the template stopped
     */
    public Rendered render(Map<String, Object> variables, Supplier<LocalDateTime> clock) {
        Map<String, Object> given = new HashMap<>(Globals.of(clock));
        given.putAll(variables);
        Run run = new Run(blocks, dialect);
        Frame frame = new Frame(layout, null, new Context(given), run);
        try {
            if (self != null) {
                self.set(frame, new TemplateReference(frame));
            }
            run.measured(() -> {
                entry.enter(frame);
                return Statement.run(body, frame, run.text());
            });
            return new Rendered(run.text().toString(), List.copyOf(run.generation()));
        } catch (Fault e) {
            throw new TemplateFault(run.line(), e);
        } catch (StackOverflowError e) {
            throw new TemplateFault(run.line(), Fault.bound("values or calls are nested too deeply"));
        }
    }
}
