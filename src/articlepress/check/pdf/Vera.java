import java.io.*; import java.nio.file.*; import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*; import org.verapdf.pdfa.flavours.PDFAFlavour; import org.verapdf.pdfa.results.*;

/** Judges PDFs in one JVM. Arguments: FLAVOUR[,FLAVOUR] FILE...; prints "PASS|FAIL flavour file" and, for each rule, its id, count and text. */
public class Vera {
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    VeraPDFFoundry foundry = Foundries.defaultInstance();
    for (String file : Arrays.copyOfRange(args, 1, args.length)) for (String name : args[0].split(",")) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
      try (PDFAParser parser = foundry.createParser(new FileInputStream(file), flavour)) {
        ValidationResult result = foundry.createValidator(flavour, false).validate(parser);
        System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + file);
        Map<String, Integer> count = new TreeMap<>(); Map<String, String> text = new HashMap<>();
        for (TestAssertion found : result.getTestAssertions()) {
          if (found.getStatus() != TestAssertion.Status.FAILED) continue;
          String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
          count.merge(rule, 1, Integer::sum);
          text.putIfAbsent(rule, found.getMessage() + " @ " + found.getLocation().getContext());
        }
        for (String rule : count.keySet())
          System.out.println("  " + rule + " x" + count.get(rule) + " " + text.get(rule).replace('\n', ' '));
      } catch (Exception error) { System.out.println("ERROR " + name + " " + file + " " + error); }
    }
  }
}
