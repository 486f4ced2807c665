using System.Globalization;
using Microsoft.AspNetCore.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>Reads what a request says in its query string.</summary>
internal static class Query
{
    private const int Longest = 4096;

    /// <summary>A text; null where it is not given, or empty.</summary>
    /// <exception cref="BadHttpRequestException">It is given twice, or is too long.</exception>
    public static string? Text(HttpRequest request, string name)
    {
        var values = request.Query[name];
        if (values.Count > 1)
            throw Wrong($"{name} is given more than once");
        if (values.ToString() is not { Length: > 0 } value)
            return null;
        return value.Length <= Longest ? value : throw Wrong($"{name} is longer than {Longest} characters");
    }

    /// <summary>A number within bounds.</summary>
    /// <exception cref="BadHttpRequestException">It is not one.</exception>
    public static int Number(HttpRequest request, string name, int otherwise, int most)
    {
        if (Text(request, name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw Wrong($"{name}={text} is not a number from 1 to {most}");
    }

    /// <summary>Yes or no.</summary>
    /// <exception cref="BadHttpRequestException">It is neither.</exception>
    public static bool Flag(HttpRequest request, string name) => Text(request, name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Wrong($"{name}={other} is neither true nor false"),
    };

    /// <summary>A time span: 10s, 500ms, 2m, or a number of seconds.</summary>
    /// <exception cref="BadHttpRequestException">It is not one, or is too long.</exception>
    public static TimeSpan Duration(HttpRequest request, string name, TimeSpan otherwise, TimeSpan most) =>
        Text(request, name) is { } text ? Duration(name, text, most) : otherwise;

    /// <summary>A time span: 10s, 500ms, 2m, or a number of seconds.</summary>
    /// <exception cref="BadHttpRequestException">It is not one, or is too long.</exception>
    public static TimeSpan Duration(string name, string text, TimeSpan most)
    {
        var (digits, unit) = text switch
        {
            [.. var number, 'm', 's'] => (number, TimeSpan.FromMilliseconds(1)),
            [.. var number, 's'] => (number, TimeSpan.FromSeconds(1)),
            [.. var number, 'm'] => (number, TimeSpan.FromMinutes(1)),
            _ => (text, TimeSpan.FromSeconds(1)),
        };
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count * unit <= most
            ? count * unit
            : throw Wrong($"{name}={text} is not a time of at most {most.TotalSeconds:0} seconds; write 10s, 500ms or 2m");
    }

    /// <summary>The query of a search; without terms where none is given.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be understood.</exception>
    public static SearchQuery Search(string? text)
    {
        try
        {
            return text is null ? new SearchQuery([]) : SearchParser.Parse(text);
        }
        catch (SearchSyntaxException exception)
        {
            throw Wrong(exception.Message);
        }
    }

    /// <summary>Says that a request is wrong.</summary>
    public static BadHttpRequestException Wrong(string why) => new(why, StatusCodes.Status400BadRequest);
}
