export default {
  plugins: [{ name: '@hey-api/sdk', asClass: true }]
}
