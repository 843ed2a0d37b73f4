package org.bytestill.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;

/** Writes the adapters of a model as a folder in PEFT's format, and reads them back, copies them. */
public final class AdapterFolder {
    private AdapterFolder() {}

    /**
     * @param folder an existing folder
     * @param base   what others find the base model by: a path or a name
     * @param dtype  number format of the matrices
     */
    public static void write(Weights weights, String base, Path folder, Dtype dtype) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        Architecture architecture = weights.architecture();
        List<Tensor> tensors = weights.tensors().tensors();
        for (int i = 0; i < tensors.size(); i++) {
            Parameter parameter = weights.parameters().get(i);
            if (parameter.adapter() && parameter.elementCount() > 0) {
                writer.add(PeftAdapter.storedName(architecture.family().nameOfModule(parameter.name())), tensors.get(i), dtype);
            }
            if (weights.lora().whole().contains(parameter.name()) && architecture.config().tiedHead()) {
                String head = architecture.family().nameOfModule(architecture.family().names().head());
                writer.add(PeftAdapter.storedName(head), tensors.get(i), dtype);
            }
        }
        writer.write(folder.resolve(BaseModel.ADAPTER_WEIGHTS));
        Files.writeString(folder.resolve(BaseModel.ADAPTER_CONFIG), PeftConfig.of(architecture, base).toPrettyString() + "\n");
    }

    /** Copies an adapter to another folder, its base named by a whole path; the number of its matrices. */
    public static int copy(Path from, Path to) throws IOException {
        Path adapter = BaseModel.followed(from);
        ObjectNode config = JsonFile.read(adapter.resolve(BaseModel.ADAPTER_CONFIG));
        config.put(BaseModel.KEY, BaseModel.of(adapter).toString());
        Files.writeString(to.resolve(BaseModel.ADAPTER_CONFIG), JsonFile.pretty(config));
        try (Scope files = Scope.open("adapter", Device.CPU)) {
            Safetensors content = Safetensors.open(adapter.resolve(BaseModel.ADAPTER_WEIGHTS));
            Safetensors.Mapping mapping = content.map(files);
            SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
            content.entries().keySet().forEach(name -> writer.add(name, mapping.tensor(name), Dtype.FLOAT32));
            writer.write(to.resolve(BaseModel.ADAPTER_WEIGHTS));
            return content.entries().size();
        }
    }

    /** Overwrites the adapters with those of a folder that {@link #write} made of the same model. */
    public static void copyInto(Weights weights, Path folder) {
        try (Scope files = Scope.open("adapter", Device.CPU)) {
            Safetensors content = Safetensors.open(folder.resolve(BaseModel.ADAPTER_WEIGHTS));
            Safetensors.Mapping mapping = content.map(files);
            for (int i = 0; i < weights.parameters().size(); i++) {
                Parameter parameter = weights.parameters().get(i);
                if (parameter.adapter() && parameter.elementCount() > 0) {
                    String stored = PeftAdapter.storedName(parameter.name(), content, weights.architecture());
                    TensorOps.copyInto(weights.tensors().tensors().get(i), mapping.tensor(stored));
                }
            }
        }
    }
}
