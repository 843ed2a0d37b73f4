package org.bytestill.objective.aligned;

import java.util.List;
import org.bytestill.corpus.TokenizedDocument;

/**
 * A document of the corpus and its supervised pieces, each aligned on its own: the whole of a plain text, the answers of a conversation,
 * each of which the teacher reads after its own rendering of what is before (method.md 3.6).
 *
 * @param index   of the document in its corpus
 * @param student the whole document in the student's tokens
 * @param pieces  in their order; their supervised tokens are the document's
 */
record AlignedText(int index, TokenizedDocument student, List<AlignedDocument> pieces) {}
