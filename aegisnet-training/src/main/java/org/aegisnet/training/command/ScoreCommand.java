package org.aegisnet.training.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aegisnet.onnxruntime.OnnxRuntimeNativeEngine;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.text.SpreadsheetCell;
import org.aegisnet.training.data.FlowCsv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores the flows of a CSV file. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description =
                "Scores flows: CSV in, the same rows with a score, a verdict, or the reason for a missing one, out. "
                        + "Files may have any length; memory does not grow with them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  models score models/flow-forest.onnx flows.csv --output scored.csv",
            "  zcat flows.csv.gz | models score models/flow-autoencoder.onnx - > scored.csv"
        })
final class ScoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Parameters(index = "0", paramLabel = "MODEL", description = "An ONNX model file with AegisNet metadata.")
    private Path model;

    @Parameters(index = "1", paramLabel = "FILE", description = "Flows as CSV, may be gzipped; - is standard input.")
    private String input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the scored flows go; standard output if not given.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException, ModelRejectedException {
        final Progress progress = new Progress(specification.commandLine().getErr());
        try (FlowModel loaded =
                        new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine())).load(ModelFile.read(model));
                FlowCsv flows =
                        "-".equals(input) ? FlowCsv.open("standard input", System.in) : FlowCsv.open(Path.of(input));
                Writer writer = new OutputStreamWriter(stream(), StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder().build(writer);
                FlowScoring scoring = new FlowScoring(loaded, flows.header().names())) {
            final List<String> header = new ArrayList<>(flows.header().names());
            header.addAll(scoring.addedColumns());
            csv.writeRecord(cells(header));
            scoring.score(flows, row -> csv.writeRecord(cells(row)));
            progress.step("%d flows scored, %d of them suspicious; %d could not be scored"
                    .formatted(scoring.scored(), scoring.suspicious(), scoring.unscored()));
        }
        return 0;
    }

    /** People open the file in a spreadsheet, and its texts come from whoever sends packets. */
    private static List<String> cells(final List<String> row) {
        return row.stream().map(SpreadsheetCell::of).toList();
    }

    private OutputStream stream() throws IOException {
        return output.isPresent() ? Files.newOutputStream(output.get()) : System.out;
    }
}
