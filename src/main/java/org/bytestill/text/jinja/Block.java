package org.bytestill.text.jinja;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Undefined;
import org.jspecify.annotations.Nullable;

/** {@code {% block name %}}: a function that sees the context only, or also the scope around it if it is scoped. */
final class Block extends Statement {
    private final String name;
    private final List<Statement> body;
    private final boolean scoped;
    private final boolean required;
    private final Map<String, Place> visible = new LinkedHashMap<>();
    private @Nullable Layout layout;
    private @Nullable Entry entry;
    private @Nullable Place self;
    private @Nullable Place parent;

    Block(int line, String name, List<Statement> body, boolean scoped, boolean required) {
        super(line);
        this.name = name;
        this.body = body;
        this.scoped = scoped;
        this.required = required;
    }

    /** Whether there is a scoped block in a statement. */
    static boolean anyScoped(Node node) {
        boolean[] found = {node instanceof Block block && block.scoped};
        node.children(child -> found[0] |= anyScoped(child));
        return found[0];
    }

    /** Adds the blocks in a node, those within blocks too. */
    static void collect(Node node, Map<String, Block> blocks) {
        if (node instanceof Block block && blocks.put(block.name, block) != null) {
            throw new TemplateFault(node.line(), Fault.of(Fault.Kind.SYNTAX, "block '%s' defined twice", block.name));
        }
        node.children(child -> collect(child, blocks));
    }

    @Override
    void children(Consumer<Node> visitor) {
        body.forEach(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        // A function of its own.
    }

    /** Binds the place where the block stands. */
    @Override
    void bind(Site site) {
        if (scoped) {
            site.symbols().stored().forEach((name, variable) -> visible.put(name, site.function().place(variable)));
        }
    }

    /** Binds the block itself. */
    void bindBody(Dialect dialect) {
        Site inner = new Site(new Symbols(null, 0), new Layout(null, 0), false, false, false, dialect);
        Set<String> undeclared = Search.undeclared(body, Set.of("self", "super"));
        self = undeclared.contains("self") ? inner.function().place(inner.symbols().parameter("self")) : null;
        parent = undeclared.contains("super") ? inner.function().place(inner.symbols().parameter("super")) : null;
        body.forEach(statement -> statement.scan(inner.symbols()));
        entry = inner.entry();
        body.forEach(statement -> statement.bind(inner));
        layout = inner.function();
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        if (required) {
            throw Fault.of(Fault.Kind.RUNTIME, "Required block '%s' not found", name);
        }
        Map<String, Object> more = new HashMap<>();
        visible.forEach((name, place) -> {
            Object value = place.get(frame);
            if (value != null) {
                more.put(name, value);
            }
        });
        write(scoped ? frame.context().with(more) : frame.context(), frame, out);
        return Flow.NEXT;
    }

    void write(Context context, Frame caller, Buffer out) {
        if (layout == null) {
            throw new IllegalStateException("blocks are bound before a template runs");
        }
        Frame frame = new Frame(layout, null, context, caller.run());
        if (self != null) {
            self.set(frame, new TemplateReference(caller));
        }
        if (parent != null) {
            parent.set(frame, Undefined.because("there is no parent block called '" + name + "'."));
        }
        caller.run().enter();
        Entry.required(entry).enter(frame);
        Statement.run(body, frame, out);
        caller.run().leave();
    }
}
