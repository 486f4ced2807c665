using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.RandomSpecs.Compiling;

/// <summary>Writes a handler in C# that asks a delegate for every decision.</summary>
internal static partial class HandlerCode
{
    /// <summary>The name of its class.</summary>
    public const string Class = "Asking__";

    /// <param name="ns">The namespace of the protocol.</param>
    /// <param name="handler">The generated handler, of which every method is overridden.</param>
    public static string Of(string ns, string handler)
    {
        string protocol = HandlerClass().Match(handler).Groups[1].Value;
        var code = new StringBuilder($$"""
            #nullable enable
            #pragma warning disable CS9113
            namespace {{ns}};
            internal sealed class {{Class}}(global::System.Func<global::System.Type, object?, object?, object> choose_, global::System.Action<byte[]> keep_) : {{protocol}}Handler
            {
                public static global::SmtpGen.Runtime.ServerSession Begin(global::System.Func<global::System.Type, object?, object?, object> choose, global::System.Action<byte[]> keep) =>
                    new {{protocol}}Session(new {{Class}}(choose, keep), new {{protocol}}Options());

            """);
        foreach (Match method in Method().Matches(handler))
        {
            string result = method.Groups["result"].Value;
            string parameters = method.Groups["parameters"].Value;
            string head = $"    protected internal override {{0}}global::System.Threading.Tasks.ValueTask{(result.Length > 0 ? $"<{result}>" : "")} {method.Groups["name"].Value}({parameters})";
            if (!parameters.Contains("SmtpGen.Runtime.MessageBody"))
            {
                string[] all = parameters.Split(", ");
                string sender = all.Length > 1 && all[^2].EndsWith("Sender send", StringComparison.Ordinal) ? "send" : "null";
                string first = all.Length > (sender == "null" ? 1 : 2) ? all[0].Split(' ')[^1] : "null";
                code.Append(string.Format(head, "")).Append($" => new(({result})choose_(typeof({result}), {first}, {sender}));\n");
                continue;
            }

            string body = parameters.Split(", ")[0].Split(' ')[^1];
            code.Append(string.Format(head, "async ")).Append("\n    {\n").Append($"        keep_(await {body}.ToArrayAsync(default));\n");
            code.Append(result.Length > 0 ? $"        return ({result})choose_(typeof({result}), null, null);\n" : PerResult(parameters));
            code.Append("    }\n");
        }

        return code.Append("}\n").ToString();
    }

    private static string PerResult(string parameters)
    {
        string[] results = parameters.Split(", ")[1].Split(' ');
        return $"        for (int i = 0; i < {results[1]}.Count; i++)\n            {results[1]}[i] = ({results[0][..^1]})choose_(typeof({results[0][..^1]}), null, null);\n";
    }

    [GeneratedRegex(@"public abstract partial class (\w+)Handler\b")]
    private static partial Regex HandlerClass();

    [GeneratedRegex(@"protected internal (?:virtual|abstract) global::System\.Threading\.Tasks\.ValueTask(?:<(?<result>@?\w+)>)? (?<name>\w+)\((?<parameters>[^)\n]*)\)")]
    private static partial Regex Method();
}
