using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine reads the parameters behind a command's arguments.</summary>
internal static class ParametersEmitter
{
    private const string Bad = "return global::SmtpGen.Runtime.ServerEvent.BadArguments;";

    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        var code = new CodeWriter(ns).BeginNamespace();
        code.Line();
        code.Open($"public sealed partial class {shape.Name}ServerMachine");
        Shared(code);
        foreach (var command in model.Commands.Where(command => command.TakesParameters))
        {
            All(code, shape, command);
            for (int i = 0; i < command.Parameters.Count; i++)
                One(code, shape, command, i);
        }

        code.Close();
        return code.ToString();
    }

    private static void Shared(CodeWriter code) => code.Line("""
        // A number too large for 64 bits is as large as they can hold.
        private static ulong ReadNumber(global::System.ReadOnlySpan<byte> digits)
        {
            ulong number = 0;
            foreach (byte digit in digits)
            {
                ulong value = (ulong)(digit - '0');
                if (number > (ulong.MaxValue - value) / 10)
                    return ulong.MaxValue;
                number = (number * 10) + value;
            }

            return number;
        }

        // One esmtp-param (RFC 5321 section 4.1.2): at stands on the blank before it and moves behind it.
        private bool TryReadParameter(global::System.ReadOnlySpan<byte> text, ref int at, out global::System.ReadOnlySpan<byte> keyword, out int valueAt)
        {
            int start = at = SkipBlank(text, at);
            while (at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || (text[at] == '-' && at > start)))
                at++;
            keyword = text[start..at];
            valueAt = -1;
            if (at < text.Length && text[at] == '=')
            {
                valueAt = ++at;
                while (at < text.Length && text[at] is (> 32 and < 61) or (> 61 and not 127))
                    at++;
            }

            if (at < text.Length && (text[at] == '\t' || (keyword.IsEmpty && text[at] == ' ')))
                Miss(AnyBlanksOption);
            return !keyword.IsEmpty && at != valueAt && (at == text.Length || IsBlank(text[at]));
        }
        """);

    private static void All(CodeWriter code, ProtocolShape shape, CommandModel command)
    {
        string verb = Names.Pascal(command.Verb);
        code.Line();
        code.Open($"private bool Read{verb}Parameters(global::System.ReadOnlySpan<byte> arguments, int at)");
        if (command.Parameters.Count > 0)
            code.Line($"global::System.MemoryExtensions.AsSpan(_registers, {ArgumentList.ParameterRegister(command, 0)}, {2 * command.Parameters.Count}).Fill(-1);");
        code.Open("while (at < arguments.Length)");
        code.Line("var error = TryReadParameter(arguments, ref at, out var keyword, out int valueAt)");
        code.Line($"    ? Read{verb}Parameter(keyword, arguments[..at], valueAt)");
        code.Line("    : global::SmtpGen.Runtime.ServerEvent.BadArguments;");
        code.Open("if (error != global::SmtpGen.Runtime.ServerEvent.None)");
        code.Line("Refuse(error);");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
        code.Line("return true;");
        code.Close();
        code.Line();
        code.Open($"private global::SmtpGen.Runtime.ServerEvent Read{verb}Parameter(global::System.ReadOnlySpan<byte> keyword, global::System.ReadOnlySpan<byte> arguments, int valueAt)");
        foreach (var forms in command.Parameters.GroupBy(parameter => parameter.Keyword))
            Forms(code, shape, command, [.. forms]);
        code.Line("return global::SmtpGen.Runtime.ServerEvent.UnknownParameter;");
        code.Close();
    }

    // A parameter may have a form for each extension that allows other values of it.
    private static void Forms(CodeWriter code, ProtocolShape shape, CommandModel command, List<ParameterModel> forms)
    {
        string isKeyword = $"global::System.Text.Ascii.EqualsIgnoreCase(keyword, {CodeWriter.Literal(forms[0].Keyword)}u8)";
        if (forms.Count == 1)
        {
            string taken = forms[0].Extension < 0 ? "" : $" && {shape.Takes(forms[0].Extension)}";
            code.Line($"if ({isKeyword}{taken})");
            code.Line($"    return Read{GrammarEmitter.ParameterName(command, forms[0])}(arguments, valueAt);");
            return;
        }

        string isTaken = forms.Any(form => form.Extension < 0)
            ? ""
            : $" && ({string.Join(" || ", forms.Select(form => shape.Takes(form.Extension)))})";
        code.Open($"if ({isKeyword}{isTaken})");
        foreach (var form in forms)
        {
            string taken = form.Extension < 0 ? "" : $"{shape.Takes(form.Extension)} && ";
            code.Line($"if ({taken}Read{GrammarEmitter.ParameterName(command, form)}(arguments, valueAt) == global::SmtpGen.Runtime.ServerEvent.None)");
            code.Line("    return global::SmtpGen.Runtime.ServerEvent.None;");
        }

        code.Line("return global::SmtpGen.Runtime.ServerEvent.BadArguments;");
        code.Close();
        code.Line();
    }

    private static void One(CodeWriter code, ProtocolShape shape, CommandModel command, int index)
    {
        var parameter = command.Parameters[index];
        int register = ArgumentList.ParameterRegister(command, index);
        code.Line();
        code.Open($"private global::SmtpGen.Runtime.ServerEvent Read{GrammarEmitter.ParameterName(command, parameter)}(global::System.ReadOnlySpan<byte> arguments, int valueAt)");
        code.Line($"if (IsPresent({register}) || valueAt {(parameter.Value is null ? ">=" : "<")} 0)");
        code.Line("    " + Bad);
        if (parameter.Value is null)
        {
            code.Line($"_registers[{register}] = arguments.Length;");
            code.Line($"_registers[{register + 1}] = arguments.Length;");
        }
        else
        {
            var place = parameter.Value.Captures.FirstOrDefault(item => item.Name == parameter.Capture?.Name);
            code.Line("var value = arguments[valueAt..];");
            code.Line($"global::System.Span<int> registers = stackalloc int[{parameter.Value.RegisterCount}];");
            code.Line($"if (global::SmtpGen.Runtime.Grammar.GrammarMatcher.Match({shape.Name}Grammar.{GrammarEmitter.ParameterName(command, parameter)}, value, registers{ProtocolShape.Switches(parameter.Value)}) != value.Length)");
            code.Line("    " + Bad);
            if (parameter.Capture?.AsciiOnly == true)
            {
                code.Line("if (!global::System.Text.Ascii.IsValid(value))");
                code.Line("    " + Bad);
            }

            code.Line($"_registers[{register}] = valueAt{(place is null ? "" : $" + registers[{place.StartRegister}]")};");
            code.Line($"_registers[{register + 1}] = {(place is null ? "arguments.Length" : $"valueAt + registers[{place.EndRegister}]")};");
        }

        if (parameter.Sets != 0)
            code.Line($"_parameterFlags |= {shape.Flags(parameter.Sets)};");
        code.Line("return global::SmtpGen.Runtime.ServerEvent.None;");
        code.Close();
    }
}
