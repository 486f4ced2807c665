using Microsoft.AspNetCore.Http;

namespace SmtpGen.Web.Http;

/// <summary>The language that a reader wants: that of the query, else the first of Accept-Language that there is, else English.</summary>
internal static class PageLanguage
{
    private static readonly string[] s_languages = ["en", "ja"];

    public static string Of(HttpRequest request)
    {
        string asked = request.Query["lang"].ToString();
        if (s_languages.Contains(asked, StringComparer.Ordinal))
            return asked;
        var wanted = from part in request.Headers.AcceptLanguage.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                     let fields = part.Split(';', StringSplitOptions.TrimEntries)
                     let weight = fields.Skip(1).FirstOrDefault(field => field.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
                     let quality = weight is not null && double.TryParse(weight.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture, out double said) ? said : 1
                     where quality > 0
                     orderby quality descending
                     select fields[0].Split('-')[0].ToLowerInvariant();
        return wanted.FirstOrDefault(language => s_languages.Contains(language, StringComparer.Ordinal)) ?? s_languages[0];
    }
}
