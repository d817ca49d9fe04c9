import { libraryTarget, runWithExec } from '../library.ts';
import { fileOf } from '../target.ts';

const POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>first-call</groupId>
  <artifactId>first-call</artifactId>
  <version>1.0.0</version>
  <properties>
    <maven.compiler.source>11</maven.compiler.source>
    <maven.compiler.target>11</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>software.amazon.spapi</groupId>
      <artifactId>spapi-sdk</artifactId>
      <version>1.11.1</version>
    </dependency>
  </dependencies>
  <build>
    <sourceDirectory>.</sourceDirectory>
    <plugins>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <version>3.5.0</version>
        <configuration>
          <mainClass>FirstCall</mainClass>
          <cleanupDaemonThreads>false</cleanupDaemonThreads>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
`;

const program = (
  imports: string,
  api: string,
  call: string,
) => `import com.amazon.SellingPartnerAPIAA.LWAAuthorizationCredentials;
${imports}
public class FirstCall {
    public static void main(String[] args) throws Exception {
        if (System.getenv("SP_API_CLIENT_ID") == null) {
            System.err.println("${runWithExec('spapi-sdk', 'mvn exec:java')}");
            System.exit(1);
        }
        LWAAuthorizationCredentials credentials = LWAAuthorizationCredentials.builder()
                .clientId(System.getenv("SP_API_CLIENT_ID"))
                .clientSecret(System.getenv("SP_API_CLIENT_SECRET"))
                .refreshToken(System.getenv("SP_API_REFRESH_TOKEN"))
                .endpoint(System.getenv("SP_API_OAUTH_URL"))
                .build();
        ${api} api = new ${api}.Builder()
                .lwaAuthorizationCredentials(credentials)
                .endpoint(System.getenv("SP_API_BASE_URL"))
                .build();
        System.out.println(api.${call});
    }
}
`;

/** Amazon's SDK for Java. */
export const amazonSdkForJava = libraryTarget({
  name: 'spapi-sdk',
  about: "Java: a program that makes the first call with Amazon's SDK",
  manifest: { path: 'pom.xml', text: POM },
  program: {
    path: 'FirstCall.java',
    seller: program(
      'import software.amazon.spapi.api.sellers.v1.SellersApi;\n',
      'SellersApi',
      'getMarketplaceParticipations()',
    ),
    vendor: program(
      'import org.threeten.bp.OffsetDateTime;\nimport software.amazon.spapi.api.vendor.orders.v1.VendorOrdersApi;\n',
      'VendorOrdersApi',
      'getPurchaseOrders(\n                1L, OffsetDateTime.now().minusDays(6), null, null, null, null, null, null, null, null, null, null)',
    ),
  },
  install: (context) => `mvn --quiet --file ${fileOf(context)} compile`,
  run: (context) => `mvn --quiet --file ${fileOf(context)} exec:java`,
});
