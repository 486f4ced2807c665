using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits what the replies teach, in every language there is.</summary>
internal static class ReplyHelpEmitter
{
    /// <summary>The file of what a protocol's replies teach.</summary>
    /// <param name="shape">The protocol.</param>
    /// <param name="inherited">What it has just as another protocol; null where it refers to none.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">The namespace of the other protocol.</param>
    public static string Emit(ProtocolShape shape, InheritedReplies? inherited, string ns, string baseNs)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns, baseNs).BeginNamespace();
        code.Line();
        code.Open($"public static partial class {shape.Name}Replies");
        var locales = new[] { "en" }.Concat(model.Helps.Select(help => help.Locale)).Select(CodeWriter.Literal);
        code.Line("/// <summary>Language tags of all translations, English first.</summary>");
        code.Line($"public static global::System.Collections.Generic.IReadOnlyList<string> Locales => [{string.Join(", ", locales)}];");

        Class(code, model, inherited, "ClassName", "The name of a code's first digit", item => item.Name);
        Class(code, model, inherited, "ClassMeaning", "What a code's first digit says", item => item.Meaning);
        Reply(code, shape, inherited, "Meaning", "What the reply says", help => help.Meaning);
        Reply(code, shape, inherited, "Seen", "When one sees the reply", help => help.Seen);
        Reply(code, shape, inherited, "Fix", "What to do about the reply", help => help.Fix);
        code.Close();
        return code.ToString();
    }

    private static void Class(CodeWriter code, ProtocolModel model, InheritedReplies? inherited, string method, string doc, Func<ReplyClassModel, string> text)
    {
        code.Summary($"{doc}, in a language; in English where there is no translation.");
        string head = $"public static string {method}(int code, string locale = \"en\") =>";
        if (inherited is { HasClasses: true })
        {
            code.Line($"{head} {inherited.Replies(code.Base)}.{method}(code, locale);");
            return;
        }

        code.Line($"{head} (locale, code / 100) switch");
        code.Open("");
        foreach (var help in model.Helps)
        {
            foreach (var item in help.Classes.Where(item => text(item).Length > 0))
                code.Line($"({CodeWriter.Literal(help.Locale)}, {item.Digit}) => {CodeWriter.Literal(text(item))},");
        }

        foreach (var item in model.Classes)
            code.Line($"(_, {item.Digit}) => {CodeWriter.Literal(text(item))},");
        code.Line("_ => \"\",");
        code.Close(";");
    }

    private static void Reply(CodeWriter code, ProtocolShape shape, InheritedReplies? inherited, string method, string doc, Func<HelpText, string> text)
    {
        code.Summary($"{doc}, in a language; in English where there is no translation.");
        code.Open($"public static string {method}({shape.Name}Reply reply, string locale = \"en\")");
        if (inherited is not null)
        {
            code.Line("if (IsInherited(reply, out var same))");
            code.Line($"    return {inherited.Replies(code.Base)}.{method}(same, locale);");
        }

        if (shape.Model.Helps.Count > 0)
        {
            code.Line("string translation = locale switch");
            code.Open("");
            foreach (var help in shape.Model.Helps)
                code.Line($"{CodeWriter.Literal(help.Locale)} => {method}{Suffix(help)}(reply),");
            code.Line("_ => \"\",");
            code.Close(";");
            code.Line("if (translation.Length > 0)");
            code.Line("    return translation;");
        }

        code.Line($"return {method}En(reply);");
        code.Close();
        Switch(code, shape, inherited, method + "En", reply => text(shape.Model.Replies[reply].Help));
        foreach (var help in shape.Model.Helps)
            Switch(code, shape, inherited, method + Suffix(help), reply => reply < help.Replies.Count ? text(help.Replies[reply]) : "");
    }

    private static void Switch(CodeWriter code, ProtocolShape shape, InheritedReplies? inherited, string method, Func<int, string> text)
    {
        code.Line();
        code.Line($"private static string {method}({shape.Name}Reply reply) => reply switch");
        RepliesEmitter.Arms(code, shape, inherited, text);
    }

    private static string Suffix(HelpModel help) => Names.Pascal(help.Locale);
}
