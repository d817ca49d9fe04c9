import { csproj, libraryTarget, runWithExec, withDotnet } from '../library.ts';

const program = (imports: string, call: string) => `using System;
using FikaAmazonAPI;
${imports}using FikaAmazonAPI.Utils;
using Newtonsoft.Json;

public static class FirstCall
{
    public static int Main()
    {
        if (Environment.GetEnvironmentVariable("FikaAmazonAPI__ClientId") is null)
        {
            Console.Error.WriteLine("${runWithExec('csharp-amazon-sp-api', 'dotnet run')}");
            return 1;
        }
        Func<string, string> setting = name => Environment.GetEnvironmentVariable("FikaAmazonAPI__" + name);
        var connection = new AmazonConnection(new AmazonCredential
        {
            ClientId = setting("ClientId"),
            ClientSecret = setting("ClientSecret"),
            RefreshToken = setting("RefreshToken"),
            MarketPlaceID = setting("MarketPlaceID"),
            Environment = setting("Environment") == "SANDBOX"
                ? Constants.Environments.Sandbox
                : Constants.Environments.Production,
        });
        try
        {
            var answer = connection.${call};
            Console.WriteLine(JsonConvert.SerializeObject(answer, Formatting.Indented));
            return 0;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
`;

/** CSharpAmazonSpAPI of NuGet, whose namespace is FikaAmazonAPI. */
export const csharpAmazonSpApi = libraryTarget({
  name: 'csharp-amazon-sp-api',
  about: 'C#: a program that makes the first call with FikaAmazonAPI (CSharpAmazonSpAPI)',
  manifest: csproj('CSharpAmazonSpAPI', '1.9.27'),
  program: {
    path: 'FirstCall.cs',
    seller: program('', 'Seller.GetMarketplaceParticipations()'),
    vendor: program(
      'using FikaAmazonAPI.Parameter.VendorOrders;\n',
      `VendorOrders.GetPurchaseOrders(new ParameterVendorOrdersGetPurchaseOrders
            {
                limit = 1,
                createdAfter = DateTime.UtcNow.AddDays(-6),
            })`,
    ),
  },
  ...withDotnet,
});
