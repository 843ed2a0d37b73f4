package org.bytestill.text.jinja;

import java.util.Map;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Function;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Thing;

/** The variable {@code self}: the blocks of a template, to be written once more. */
final class TemplateReference extends Thing {
    private final Frame frame;

    TemplateReference(Frame frame) {
        this.frame = frame;
    }

    @Override
    public String type() {
        return "TemplateReference";
    }

    @Override
    public String repr() {
        return "<TemplateReference None>";
    }

    @Override
    public Object item(Object key) {
        Map<String, Block> blocks = frame.run().blocks();
        Block block = key instanceof String name ? blocks.get(name) : null;
        if (block == null) {
            throw Fault.lookup("%s", Printed.repr(key));
        }
        return Function.of(new Signature("block", ""), arguments -> {
            Buffer text = new Buffer();
            block.write(frame.context(), frame, text);
            return text.toString();
        });
    }
}
