package org.bytestill.text.jinja;

import java.util.List;

/** A statement. */
abstract class Statement extends Node {
    /** What comes after a statement. */
    enum Flow {
        NEXT, BREAK, CONTINUE
    }

    Statement(int line) {
        super(line);
    }

    abstract Flow run(Frame frame, Buffer out);

    /** Runs statements until one jumps. */
    static Flow run(List<Statement> statements, Frame frame, Buffer out) {
        for (Statement statement : statements) {
            frame.run().at(statement.line());
            Flow flow = statement.run(frame, out);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }
}
