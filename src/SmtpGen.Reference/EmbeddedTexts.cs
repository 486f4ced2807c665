namespace SmtpGen.Reference;

/// <summary>The files of <c>protocol/</c> that are embedded beside the specifications.</summary>
internal static class EmbeddedTexts
{
    /// <summary>The texts whose names begin like this, with what stands after it, in ordinal order.</summary>
    public static IEnumerable<(string Name, string Text)> In(string folder) =>
        from name in typeof(EmbeddedTexts).Assembly.GetManifestResourceNames()
        let path = name.Replace('\\', '/')
        where path.StartsWith(folder, StringComparison.Ordinal)
        orderby path
        select (path[folder.Length..], Read(name));

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedTexts).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
