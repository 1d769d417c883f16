/*
 * Oracle.java - evaluate XPath 2.0 expressions with Saxon-HE, one a line, and print what each gives
 * in the form of eval.c: the other opinion of the differential test.
 *
 *   java Oracle [--1.0] DOCUMENT... <EXPRESSIONS
 */
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import net.sf.saxon.lib.NamespaceConstant;
import net.sf.saxon.s9api.*;

public final class Oracle {
    private static final Map<String, XdmNode> documents = new HashMap<>();

    private static Source document(String uri) throws TransformerException {
        XdmNode node = documents.get(uri.substring(uri.lastIndexOf('/') + 1));

        if (node == null)
            throw new net.sf.saxon.trans.XPathException("not given", "FODC0002");
        return node.getUnderlyingNode();
    }

    private static String quoted(String s) {
        return "\"" + s.replace("\n", "\\n") + "\"";
    }

    private static String local(XdmNode node) {
        return node.getNodeName() == null ? "" : node.getNodeName().getLocalName();
    }

    private static String shown(XdmItem item) {
        if (item instanceof XdmAtomicValue) {
            XdmAtomicValue v = (XdmAtomicValue) item;

            return v.getPrimitiveTypeName().getLocalName() + " " + quoted(v.getStringValue());
        }
        XdmNode node = (XdmNode) item;
        String value = quoted(node.getStringValue());

        switch (node.getNodeKind()) {
        case ELEMENT:
            return "element " + local(node) + " " + value;
        case ATTRIBUTE:
            return "attribute " + local(node) + " " + value;
        case PROCESSING_INSTRUCTION:
            return "instruction " + local(node) + " " + value;
        case COMMENT:
            return "comment " + value;
        case DOCUMENT:
            return "document " + value;
        case NAMESPACE:
            return "namespace " + local(node) + "=" + value;
        default:
            return "text " + value;
        }
    }

    /* "static": found before evaluation, perhaps in a part that nothing would evaluate. */
    private static String code(SaxonApiException e, String when) {
        String code = e.getErrorCode() == null ? "none" : e.getErrorCode().getLocalName();

        return code + ": " + when + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    private static String evaluate(XPathCompiler compiler, String line, XdmNode context) {
        XPathSelector selector;

        try {
            selector = compiler.compile(line).load();
        } catch (SaxonApiException e) {
            return code(e, "static: ");
        } catch (Error | RuntimeException e) {
            return "CRASH: " + e;
        }
        try {
            List<String> all = new ArrayList<>();

            selector.setContextItem(context);
            for (XdmItem item : selector.evaluate())
                all.add(shown(item));
            return all.isEmpty() ? "()" : String.join(", ", all);
        } catch (SaxonApiException e) {
            return code(e, "");
        } catch (Error | RuntimeException e) {
            return "CRASH: " + e;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Processor processor = new Processor(false);
        DocumentBuilder builder = processor.newDocumentBuilder();
        XPathCompiler compiler = processor.newXPathCompiler();
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        XdmNode context = null;
        String line;

        processor.getUnderlyingConfiguration().setErrorListener(
            new net.sf.saxon.lib.StandardErrorListener() {
                @Override public void error(TransformerException e) { }
                @Override public void warning(TransformerException e) { }
                @Override public void fatalError(TransformerException e) { }
            });
        processor.getUnderlyingConfiguration().setURIResolver((uri, base) -> document(uri));
        processor.setConfigurationProperty(net.sf.saxon.lib.Feature.OPTIMIZATION_LEVEL, "0");
        builder.setWhitespaceStrippingPolicy(WhitespaceStrippingPolicy.NONE);
        compiler.setLanguageVersion("2.0");
        for (String argument : arguments)
            if (argument.equals("--1.0")) {
                compiler.setBackwardsCompatible(true);
            } else {
                XdmNode node = builder.build(new File(argument));

                documents.put(new File(argument).getName(), node);
                context = context == null ? node : context;
            }
        compiler.declareNamespace("tei", "http://www.tei-c.org/ns/1.0");
        compiler.declareNamespace("xs", NamespaceConstant.SCHEMA);
        compiler.declareNamespace("fn", NamespaceConstant.FN);
        compiler.declareNamespace("p", "urn:p");
        compiler.declareNamespace("q", "urn:q");
        compiler.setBaseURI(java.net.URI.create("http://example.org/base/"));
        compiler.setCaching(false);
        while ((line = in.readLine()) != null)
            out.println(evaluate(compiler, line, context));
        out.flush();
    }
}
