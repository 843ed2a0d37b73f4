package org.bytestill.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.BaseModel;

/**
 * Whether a token head that the configuration ties to the embedding is a matrix of its own in the files. A flag says how a model
 * was made, the weights how it is: as in transformers 5 and PEFT, a head that is stored and differs from the embedding counts.
 */
final class TokenHead {
    private TokenHead() {}

    /**
     * @param model  folder of the model, or of an adapter
     * @param stated the architecture by the configuration alone, which ties the head
     */
    static boolean isApart(Path model, Architecture stated) {
        return isApartInBase(BaseModel.of(model), stated)
                || BaseModel.isAdapter(model) && isApartInAdapter(BaseModel.followed(model), stated);
    }

    private static boolean isApartInBase(Path base, Architecture stated) {
        // A GGUF file has no flag: it ties the head if it holds none.
        return Checkpoint.hasSafetensors(base) && Checkpoint.unchecked(base, stated).holdsHeadApart();
    }

    /** What an adapter trained of the two replaces it, and the other stays the base's; only if both are there and equal are they one. */
    private static boolean isApartInAdapter(Path adapter, Architecture stated) {
        Path file = adapter.resolve(BaseModel.ADAPTER_WEIGHTS);
        if (!Files.exists(file)) {
            return false;
        }
        Safetensors content = Safetensors.open(file);
        Family.Names names = stated.family().names();
        String embedding = PeftAdapter.storedName(names.embedding(), content, stated);
        String head = PeftAdapter.storedName(names.head(), content, stated);
        Map<String, Safetensors.Entry> entries = content.entries();
        return entries.containsKey(embedding) && entries.containsKey(head) ? !content.holdsTheSame(embedding, content, head)
                : entries.containsKey(embedding) || entries.containsKey(head);
    }
}
