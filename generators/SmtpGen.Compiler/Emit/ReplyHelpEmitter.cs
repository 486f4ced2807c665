using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits what the replies teach, in every language there is.</summary>
internal static class ReplyHelpEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Line();
        code.Open($"public static partial class {shape.Name}Replies");
        var locales = new[] { "en" }.Concat(model.Helps.Select(help => help.Locale)).Select(CodeWriter.Literal);
        code.Line("/// <summary>Language tags of all translations, English first.</summary>");
        code.Line($"public static global::System.Collections.Generic.IReadOnlyList<string> Locales => [{string.Join(", ", locales)}];");

        Class(code, model, "ClassName", "The name of a code's first digit", item => item.Name);
        Class(code, model, "ClassMeaning", "What a code's first digit says", item => item.Meaning);
        Reply(code, shape, "Meaning", "What the reply says", help => help.Meaning);
        Reply(code, shape, "Seen", "When one sees the reply", help => help.Seen);
        Reply(code, shape, "Fix", "What to do about the reply", help => help.Fix);
        code.Close();
        return code.ToString();
    }

    private static void Class(CodeWriter code, ProtocolModel model, string method, string doc, Func<ReplyClassModel, string> text)
    {
        code.Summary($"{doc}, in a language; in English where there is no translation.");
        code.Line($"public static string {method}(int code, string locale = \"en\") => (locale, code / 100) switch");
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

    private static void Reply(CodeWriter code, ProtocolShape shape, string method, string doc, Func<HelpText, string> text)
    {
        code.Summary($"{doc}, in a language; in English where there is no translation.");
        code.Open($"public static string {method}({shape.Name}Reply reply, string locale = \"en\")");
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
        RepliesEmitter.Switch(code, shape, "", method, reply => text(reply.Help), true, "En");
        foreach (var help in shape.Model.Helps)
        {
            var replies = shape.Model.Replies;
            RepliesEmitter.Switch(code, shape, "", method, reply => text(Translation(replies, help, reply)), true, Suffix(help));
        }
    }

    private static HelpText Translation(IReadOnlyList<ReplyModel> replies, HelpModel help, ReplyModel reply)
    {
        for (int i = 0; i < help.Replies.Count; i++)
        {
            if (ReferenceEquals(replies[i], reply))
                return help.Replies[i];
        }

        return HelpText.None;
    }

    private static string Suffix(HelpModel help) => Names.Pascal(help.Locale);
}
