namespace SmtpGen.Tool.Listing;

/// <summary>How wide the columns of a list of messages are. A column that is not cut is at least so wide.</summary>
/// <param name="Id">Of the id, which is never cut.</param>
/// <param name="TimeFormat">How times are written.</param>
/// <param name="From">Of the reverse-path.</param>
/// <param name="To">Of the recipients.</param>
/// <param name="Size">Of the size, which stands to the right.</param>
/// <param name="Subject">Of the subject.</param>
internal sealed record TableLayout(ColumnWidth Id, string TimeFormat, ColumnWidth From, ColumnWidth To, int Size, ColumnWidth Subject)
{
    private const int Gaps = 10;
    private const int LeastText = 6;
    private const int Roomy = 100;

    /// <summary>Of the time, which is never cut.</summary>
    public ColumnWidth Time => new(TimeFormat.Replace("'", "", StringComparison.Ordinal).Length, IsCut: false);

    /// <summary>The layout for a terminal, or for a file where there is none.</summary>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="longestId">Length of the longest id.</param>
    public static TableLayout For(int? width, int longestId)
    {
        var id = new ColumnWidth(Math.Max(2, longestId), IsCut: false);
        if (width is not { } columns)
            return new(id, "yyyy-MM-dd HH:mm:ss zzz", new(24, IsCut: false), new(24, IsCut: false), 8, new(0, IsCut: false));
        const int SizeWidth = 6;
        string format = columns < Roomy ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm";
        int left = columns - Gaps - id.Columns - format.Length - SizeWidth;
        int address = Math.Max(LeastText, left * 3 / 10);
        int subject = Math.Max(LeastText, left - (2 * address));
        return new(id, format, new(address, IsCut: true), new(address, IsCut: true), SizeWidth, new(subject, IsCut: true));
    }
}

/// <summary>The width of a column in cells of a terminal.</summary>
/// <param name="Columns">Shorter text is filled up to it.</param>
/// <param name="IsCut">Whether longer text is cut to it.</param>
internal readonly record struct ColumnWidth(int Columns, bool IsCut);
