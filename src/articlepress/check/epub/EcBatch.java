import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;
import java.io.PrintStream;

/** Checks many books in one JVM; prints one line a finding, and "checked N" last. */
public final class EcBatch {
  private static final PrintStream OUT = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);

  public static void main(String[] names) {
    int failed = 0;
    for (String name : names) {
      Lines report = new Lines(name);
      new EpubCheck(new File(name), report).doValidate();
      failed += report.findings == 0 ? 0 : 1;
    }
    OUT.println("checked\t" + names.length);
    System.exit(failed == 0 ? 0 : 1);
  }

  private static final class Lines extends DefaultReportImpl {
    private final String name;
    private int findings;

    Lines(String name) {
      super(name);
      this.name = name;
    }

    @Override
    public void message(Message message, EPUBLocation location, Object... args) {
      Severity severity = message.getSeverity();
      if (severity == Severity.SUPPRESSED || severity == Severity.USAGE || severity == Severity.INFO) return;
      findings++;
      String place = location.getPath() + ":" + location.getLine();
      String text = message.getMessage(args).replaceAll("\\s+", " ");
      OUT.println(String.join("\t", name, severity.toString(), message.getID().toString(), place, text));
    }
  }
}
