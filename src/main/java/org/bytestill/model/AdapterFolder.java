package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.text.BaseModel;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/** Writes the adapters of a model as a folder in PEFT's format, and reads them back. */
public final class AdapterFolder {
    private AdapterFolder() {}

    /**
     * @param folder an existing folder
     * @param base   what others find the base model by: a path or a name
     * @param dtype  number format of the matrices
     */
    public static void write(Weights weights, ModelConfig config, String base, Path folder, Dtype dtype) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        List<Tensor> tensors = weights.tensors().tensors();
        for (int i = 0; i < tensors.size(); i++) {
            Parameter parameter = weights.parameters().get(i);
            if (parameter.adapter() && parameter.elementCount() > 0) {
                writer.add(PeftAdapter.storedName(parameter.name()), tensors.get(i), dtype);
            }
        }
        writer.write(folder.resolve(BaseModel.ADAPTER_WEIGHTS));
        Files.writeString(folder.resolve(BaseModel.ADAPTER_CONFIG), PeftConfig.of(weights.lora(), config, base).toPrettyString() + "\n");
    }

    /** Overwrites the adapters with those of a folder that {@link #write} made of the same model. */
    public static void copyInto(Weights weights, Path folder) {
        try (Scope files = Scope.open("adapter", Device.CPU)) {
            Safetensors.Mapping mapping = Safetensors.open(folder.resolve(BaseModel.ADAPTER_WEIGHTS)).map(files);
            for (int i = 0; i < weights.parameters().size(); i++) {
                Parameter parameter = weights.parameters().get(i);
                if (parameter.adapter() && parameter.elementCount() > 0) {
                    TensorOps.copyInto(weights.tensors().tensors().get(i), mapping.tensor(PeftAdapter.storedName(parameter.name())));
                }
            }
        }
    }
}
