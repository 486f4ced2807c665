using System.Globalization;

namespace SmtpGen.Compiler.Tests.HostileNames;

/// <summary>Writes protocols with names at certain places. A comment at the end of a line holds the name that the line is about.</summary>
internal static class NamedSpec
{
    /// <summary>A protocol with names, each at its place, and another one that extends it.</summary>
    public static SpecText Of(string protocol, IReadOnlyList<(NamePosition Position, string Name)> names)
    {
        var blocks = names.Where(item => item.Position.Block is not null).GroupBy(item => item.Position.Block!.Value.Keyword)
            .Select(block => $"{block.Key} {{\n{Each(names, position => position.Block is { } own && own.Keyword == block.Key ? own.Entry : "")}\n}}");
        bool isDerived = names.Any(item => item.Position.InDerived.Length > 0);
        return new SpecText($"/spec/{protocol}.protocol", $$"""
            protocol {{protocol}} {
                include "shared.protocol"
                flags { f }
                limits { most 5 in 1 .. 9 }
                states {
                    initial Connected
                    Other
                    Few { Many; Chosen }
            {{Each(names, position => position.States)}}
                    final Closed // Closed
                }
            {{string.Join('\n', blocks)}}
                command HOP { from Connected => ok sets f -> Other }
                command SKIP { from Connected needs not f else refused => ok -> Many }
                command FOR { from Few at most most in Few else refused => ok -> Chosen => refused -> same }
                reply ok 250 2.0.0 "Ok"
                reply go 354 "Go"
                reply ask 334 "Say"
            {{Each(names, position => position.Members)}}
            }
            {{(isDerived ? $"protocol {protocol}Derived extends {protocol} {{\n{Each(names, position => position.InDerived)}\n}}" : "")}}
            """);
    }

    /// <summary>The name that a line is about; empty where it is about none.</summary>
    public static string NameIn(string line) => line.LastIndexOf("// ", StringComparison.Ordinal) is >= 0 and var at ? line[(at + 3)..] : "";

    private static string Each(IReadOnlyList<(NamePosition Position, string Name)> names, Func<NamePosition, string> template) => string.Join('\n', names
        .Select((item, i) => (Text: template(item.Position), item.Name, Number: i.ToString(CultureInfo.InvariantCulture)))
        .Where(item => item.Text.Length > 0)
        .Select(item => $"{item.Text.Replace("@", item.Name, StringComparison.Ordinal).Replace("#", item.Number, StringComparison.Ordinal)} // {item.Name}"));
}
