namespace SmtpGen.Web.Reference;

/// <summary>Where the pages of a site are read.</summary>
/// <param name="IsLive">Whether a server answers them, beside its other pages, and compares any two codes.</param>
/// <param name="BaseUrl">The address of the site's root, with a slash at its end; null where it is not known.</param>
/// <param name="Locales">The languages to write; null: all.</param>
internal sealed record SiteOptions(bool IsLive, Uri? BaseUrl = null, IReadOnlyList<string>? Locales = null);
