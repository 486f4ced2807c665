using System.Collections.Immutable;
using System.Globalization;

namespace SmtpGen.Language.Text;

/// <summary>A fix as properties, in which an analyzer hands it to whoever offers it: these know no compiler of ours.</summary>
public static class FixProperties
{
    private const string Title = "fix";

    /// <summary>The properties of a fix; none where there is no fix.</summary>
    public static ImmutableDictionary<string, string?> Write(SpecFix? fix)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        if (fix is null)
            return properties.ToImmutable();
        properties.Add(Title, fix.Title);
        for (int i = 0; i < fix.Edits.Count; i++)
        {
            properties.Add(Key(i, "path"), fix.Edits[i].Path);
            properties.Add(Key(i, "start"), fix.Edits[i].Span.Start.ToString(CultureInfo.InvariantCulture));
            properties.Add(Key(i, "length"), fix.Edits[i].Span.Length.ToString(CultureInfo.InvariantCulture));
            properties.Add(Key(i, "text"), fix.Edits[i].NewText);
        }

        return properties.ToImmutable();
    }

    /// <summary>The fix that properties hold; null where they hold none.</summary>
    public static SpecFix? Read(ImmutableDictionary<string, string?> properties)
    {
        if (!properties.TryGetValue(Title, out string? title) || title is null)
            return null;
        var edits = new List<TextEdit>();
        while (properties.TryGetValue(Key(edits.Count, "path"), out string? path) && path is not null)
        {
            int i = edits.Count;
            edits.Add(new TextEdit(path, new TextSpan(Number(properties, i, "start"), Number(properties, i, "length")), properties[Key(i, "text")] ?? ""));
        }

        return new SpecFix(title, edits.ToEquatableArray());
    }

    private static int Number(ImmutableDictionary<string, string?> properties, int edit, string part) =>
        int.Parse(properties[Key(edit, part)], CultureInfo.InvariantCulture);

    private static string Key(int edit, string part) => string.Format(CultureInfo.InvariantCulture, "edit{0}.{1}", edit, part);
}
